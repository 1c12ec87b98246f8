import { topicOf } from '../../kit/topic-of';
import type { FaqContext } from '../faq-context';

/** Whose question it is, and the forum topic it was asked in. */
export interface Asker {
  personId: string;
  threadId: number | null;
}

/** Of a question that the update itself brought. */
export function askerOf({ contact, message }: FaqContext): Asker {
  return { personId: contact.userId ?? contact.chatId, threadId: topicOf(message) };
}
