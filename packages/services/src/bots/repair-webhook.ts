import type { ServiceContext } from '../service-context';
import type { BotView } from './bot-view';
import { changeBot } from './change-bot';
import { getBotRow } from './get-bot-row';
import { assertNotSuspended } from './start-bot';
import { webhookMarkToRenew } from './webhook-mark-to-renew';

/**
 * Has the manager set the webhook anew, or remove a foreign one where the bot polls.
 * @throws AppError `BOT_SUSPENDED` while a platform admin holds it.
 */
export async function repairWebhook(ctx: ServiceContext, botId: string): Promise<BotView> {
  const bot = await getBotRow(ctx, botId, 'bots.operate');
  return await changeBot(ctx, bot, (row) => {
    assertNotSuspended(row);
    return { set: { webhookSetUrl: webhookMarkToRenew(row) }, audit: { action: 'bot.webhook_repaired' } };
  });
}
