import type { TelegramResult } from '@dovecote/telegram/telegram-failure';
import type { OutboxRow } from './outbox-row';

/** Telegram did not take the picture, most often because it could not fetch it. */
export interface TextAlone {
  kind: 'textAlone';
  error: string;
}

type Picture = Pick<OutboxRow, 'method' | 'payload'>;

/** Null unless a picture was refused whose text may still go. Which refusals are about the picture Telegram does not say. */
export function decideTextAlone({ method, payload }: Picture, result: TelegramResult): TextAlone | null {
  if (result.kind !== 'refused' || result.errorCode !== 400 || result.parameters.migrate_to_chat_id !== undefined)
    return null;
  const { description } = result;
  const hasText = method === 'sendPhoto' && typeof payload.caption === 'string' && payload.caption !== '';
  if (!hasText || description.includes('chat not found')) return null;
  return { kind: 'textAlone', error: `400 ${description}`.slice(0, 300) };
}

/** A picture's text as a message of its own, with the same place, entities and buttons. */
export function textAlone({ photo, caption, caption_entities: entities, ...rest }: OutboxRow['payload']) {
  return { ...rest, text: caption, ...(entities === undefined ? {} : { entities }) };
}
