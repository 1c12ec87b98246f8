import { AppError } from '@dovecote/errors/app-error';
import type { SandboxBot } from './sandbox-bot';

/** @throws AppError `RATE_LIMITED` when the bot cannot be told anything more for now. */
export function assertRoom(bot: SandboxBot): void {
  if (!bot.isBacklogFull) return;
  throw new AppError('RATE_LIMITED', 'Too many updates wait for this bot. Start it, or let it catch up.', {
    retryAfterSeconds: 5,
  });
}
