import type { ServiceContext } from '../service-context';
import type { BotView } from './bot-view';
import { changeBot } from './change-bot';
import { getBotRow } from './get-bot-row';

/** Has the manager set the webhook anew, or remove a foreign one where the bot polls. */
export async function repairWebhook(ctx: ServiceContext, botId: string): Promise<BotView> {
  const bot = await getBotRow(ctx, botId, 'bots.operate');
  return await changeBot(ctx, bot, () => ({ set: { webhookSetUrl: null }, audit: { action: 'bot.webhook_repaired' } }));
}
