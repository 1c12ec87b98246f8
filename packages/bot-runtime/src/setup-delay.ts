import type { TelegramFlood, TelegramResult } from '@dovecote/telegram/telegram-failure';
import { jittered } from './jittered';

const retryMsMax = 30_000;
const longFloodSeconds = 10;

/** It did not come to a call. */
export const ours = { kind: 'ours' } as const;

export type SetupFailure = Exclude<TelegramResult, { kind: 'ok' }> | typeof ours;

/** Milliseconds until what sets a bot up is tried again: as long as Telegram said, else ever longer. */
export function setupDelayMs(failure: SetupFailure, attempt: number): number {
  if (failure.kind === 'flood') return failure.retryAfterSeconds * 1000;
  return jittered(Math.min(retryMsMax, 1_000 * 2 ** attempt));
}

/** Telegram makes the bot wait so long that its owner is told why. */
export function isLongFlood({ retryAfterSeconds }: TelegramFlood): boolean {
  return retryAfterSeconds >= longFloodSeconds;
}
