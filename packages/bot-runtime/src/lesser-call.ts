import type { TelegramResult } from '@dovecote/telegram/telegram-failure';
import type { OutboxRow } from './outbox-row';

/** What still goes of a call that Telegram did not take as it was said. */
export interface LesserCall {
  kind: 'lesser';
  method: string;
  payload: OutboxRow['payload'];
  /** What it lacks, for the receipt. */
  lacks: Record<string, unknown>;
}

/**
 * Null unless the call may go with less in it: to the group as a whole where its topic is gone, or as text where the picture
 * was refused. Which refusals are about a picture Telegram does not say; most often it could not fetch it.
 */
export function decideLesser(
  { method, payload }: Pick<OutboxRow, 'method' | 'payload'>,
  result: TelegramResult,
): LesserCall | null {
  if (result.kind !== 'refused' || result.errorCode !== 400 || result.parameters.migrate_to_chat_id !== undefined)
    return null;
  const { description } = result;
  if (description.includes('chat not found')) return null;
  if (payload.message_thread_id !== undefined && description.includes('message thread not found')) {
    const { message_thread_id, ...rest } = payload;
    return { kind: 'lesser', method, payload: rest, lacks: { withoutTopic: message_thread_id } };
  }
  const hasText = method === 'sendPhoto' && typeof payload.caption === 'string' && payload.caption !== '';
  if (!hasText) return null;
  const refusal = `400 ${description}`.slice(0, 300);
  return { kind: 'lesser', method: 'sendMessage', payload: textAlone(payload), lacks: { withoutPhoto: refusal } };
}

/** A picture's text as a message of its own, with the same place, entities and buttons. */
function textAlone({ photo, caption, caption_entities: entities, ...rest }: OutboxRow['payload']) {
  return { ...rest, text: caption, ...(entities === undefined ? {} : { entities }) };
}
