import type { BotStatus } from '@dovecote/db/schema/bots';
import { AppError } from '@dovecote/errors/app-error';
import type { ServiceContext } from '../service-context';
import type { BotView } from './bot-view';
import { changeBot } from './change-bot';
import type { BotRow } from './describe-bots';
import { getBotRow } from './get-bot-row';

/** Asked to start again in one of these, the manager tries at once instead of at its next round. */
const worthRetrying: readonly BotStatus[] = ['stopped', 'error', 'conflict'];

/**
 * Asks for the bot to run; the manager makes it so.
 * @throws AppError `BOT_SUSPENDED` while a platform admin holds it.
 */
export async function startBot(ctx: ServiceContext, botId: string): Promise<BotView> {
  const bot = await getBotRow(ctx, botId, 'bots.operate');
  return await changeBot(ctx, bot, (row) => {
    assertNotSuspended(row);
    if (row.desiredState === 'running' && !worthRetrying.includes(row.status)) return null;
    // Telegram refused the token: it is not asked again before there is another.
    const keepsStatus = row.status === 'token_revoked';
    return {
      set: { desiredState: 'running', ...(!keepsStatus && { status: 'pending', statusCause: null }) },
      audit: { action: 'bot.started', before: { desiredState: row.desiredState }, after: { desiredState: 'running' } },
    };
  });
}

/** @throws AppError `BOT_SUSPENDED` while a platform admin holds the bot. */
export function assertNotSuspended({ suspendedAt }: Pick<BotRow, 'suspendedAt'>): void {
  if (suspendedAt === null) return;
  throw new AppError('BOT_SUSPENDED', 'A platform admin has suspended this bot. Only they can activate it again.');
}
