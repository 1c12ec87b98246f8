import type { Message } from 'grammy/types';

/** A group became a supergroup: its messages, members and rights are under another id from now on. */
export interface ChatMove {
  from: string;
  to: string;
}

/**
 * What a service message says of that. Telegram sends one to the old chat and one to the new one.
 * @see https://core.telegram.org/bots/api#message
 */
export function chatMoveOf(message: Message): ChatMove | null {
  const { chat, migrate_to_chat_id: to, migrate_from_chat_id: from } = message;
  if (Number.isSafeInteger(to)) return { from: String(chat.id), to: String(to) };
  return Number.isSafeInteger(from) ? { from: String(from), to: String(chat.id) } : null;
}
