import type { Chat, Message, Update, User } from 'grammy/types';

export interface ReadUpdate {
  kind: string;
  chat: Chat | undefined;
  from: User | undefined;
  message: Message | undefined;
}

interface Content {
  chat?: unknown;
  from?: unknown;
  user?: unknown;
  message?: unknown;
  message_id?: unknown;
}

/**
 * The parts of an update every module asks for. The kind is the one key beside `update_id`. Whatever is not of
 * Telegram's shape counts as absent: an update comes from outside, and the journal must take it all the same.
 */
export function readUpdate(update: Update): ReadUpdate {
  const key = Object.keys(update).find((name) => name !== 'update_id') ?? '';
  const content = asContent((update as unknown as Record<string, unknown>)[key]);
  const isMessage = content.message_id !== undefined && asEntity<Chat>(content.chat) !== undefined;
  const message = isMessage ? content : asContent(content.message);
  const hasMessage = isMessage || isRecord(content.message);
  return {
    kind: /^[a-z_]{1,64}$/.test(key) ? key : 'unknown',
    chat: asEntity<Chat>(content.chat) ?? asEntity<Chat>(message.chat),
    from: asEntity<User>(content.from) ?? asEntity<User>(content.user),
    message: hasMessage ? (message as Message) : undefined,
  };
}

/** The key of the update's lane: its chat, else its sender, else the bot as a whole. */
export function laneOf(update: Update): string {
  const { chat, from } = readUpdate(update);
  if (chat) return `chat:${chat.id}`;
  if (from) return `user:${from.id}`;
  return 'bot';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function asContent(value: unknown): Content {
  return isRecord(value) ? value : {};
}

/** A chat or person: nobody without a whole number for an id. */
function asEntity<Entity extends { id: number }>(value: unknown): Entity | undefined {
  return isRecord(value) && Number.isSafeInteger(value.id) ? (value as unknown as Entity) : undefined;
}
