import type { ReadUpdate } from './read-update';

/**
 * Another bot wrote the message. Answered, it would answer back without end. Anonymous admins and people who write as a
 * channel stand behind a bot of Telegram's and are none.
 * @see https://core.telegram.org/bots/features#bot-to-bot-communication
 */
export function isByOtherBot({ kind, message, from }: ReadUpdate, { telegramId }: { telegramId: string }): boolean {
  return (
    kind === 'message' && from?.is_bot === true && String(from.id) !== telegramId && message?.sender_chat === undefined
  );
}
