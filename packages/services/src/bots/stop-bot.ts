import type { ServiceContext } from '../service-context';
import type { BotView } from './bot-view';
import { changeBot } from './change-bot';
import { getBotRow } from './get-bot-row';

/** Asks for the bot to rest: no update is claimed from this commit on, and Telegram keeps them for 24 hours. */
export async function stopBot(ctx: ServiceContext, botId: string): Promise<BotView> {
  const bot = await getBotRow(ctx, botId, 'bots.operate');
  return await changeBot(ctx, bot, (row) => {
    if (row.desiredState === 'stopped') return null;
    const keepsStatus = row.status === 'suspended' || row.status === 'token_revoked';
    return {
      set: { desiredState: 'stopped', ...(!keepsStatus && { status: 'stopped', statusCause: null }) },
      audit: { action: 'bot.stopped', before: { desiredState: row.desiredState }, after: { desiredState: 'stopped' } },
    };
  });
}
