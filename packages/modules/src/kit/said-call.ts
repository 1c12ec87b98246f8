import type { RawApi } from 'grammy';

export type TelegramMethod = keyof RawApi;
export type TelegramPayload<Method extends TelegramMethod> = Parameters<RawApi[Method]>[0];

/** What to do when Telegram's answer was lost and the call may have been executed. */
export type SendPolicy = 'never_lost' | 'never_twice';

/** A call to Telegram a handler asked for; it becomes an outbox row when the update commits. */
export interface SaidCall {
  method: TelegramMethod;
  payload: Record<string, unknown>;
  /** The chat whose order the call keeps; null for calls without one, which go at once. */
  chatId: string | null;
  policy: SendPolicy;
  /** Nobody needs to know its outcome or message id: it may be handed to Telegram as a webhook's own answer. */
  isFireAndForget?: boolean | undefined;
  /** `module/name`: the message's id is kept under it. */
  ref?: string | undefined;
}
