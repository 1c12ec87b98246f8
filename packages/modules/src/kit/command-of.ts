import type { Message } from 'grammy/types';

export interface Command {
  name: string;
  argument: string;
  /** The username after `@`, where one was named. */
  addressee: string | null;
}

/** The command a message begins with, if Telegram marked one there. */
export function commandOf(message: Message | undefined): Command | null {
  const text = message?.text ?? message?.caption;
  const entities: unknown = message?.entities ?? message?.caption_entities;
  if (typeof text !== 'string' || !Array.isArray(entities)) return null;
  const entity = entities.find((candidate) => candidate?.type === 'bot_command' && candidate.offset === 0);
  if (!Number.isSafeInteger(entity?.length)) return null;
  const [name = '', addressee = null] = text.slice(1, entity.length).split('@');
  return { name: name.toLowerCase(), argument: text.slice(entity.length).trim(), addressee };
}
