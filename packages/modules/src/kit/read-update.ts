import type { Chat, Message, Update, User } from 'grammy/types';

export interface ReadUpdate {
  kind: string;
  chat: Chat | undefined;
  from: User | undefined;
  message: Message | undefined;
}

/** The parts of an update every module asks for. The kind is the one key beside `update_id`. */
export function readUpdate(update: Update): ReadUpdate {
  const kind = Object.keys(update).find((key) => key !== 'update_id') ?? 'unknown';
  const content: unknown = (update as unknown as Record<string, unknown>)[kind];
  const fields = (typeof content === 'object' && content !== null ? content : {}) as {
    chat?: Chat;
    from?: User;
    user?: User;
    message?: Message;
    message_id?: number;
  };
  const message = fields.message_id !== undefined && fields.chat ? (content as Message) : fields.message;
  return { kind, chat: fields.chat ?? message?.chat, from: fields.from ?? fields.user, message };
}

/** The key of the update's lane: its chat, else its sender, else the bot as a whole. */
export function laneOf(update: Update): string {
  const { chat, from } = readUpdate(update);
  if (chat) return `chat:${chat.id}`;
  if (from) return `user:${from.id}`;
  return 'bot';
}
