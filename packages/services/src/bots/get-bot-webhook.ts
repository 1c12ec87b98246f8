import { z } from 'zod';
import type { ServiceContext } from '../service-context';
import { glimpseWebhook } from '../telegram/find-webhook';
import { getBotToken } from './bot-credentials';
import { getBotRow } from './get-bot-row';

export const botWebhookSchema = z.object({
  /** Where Telegram delivers: to us, to somebody else, or nowhere, as polling wants it. */
  target: z.enum(['ours', 'foreign', 'none']),
  /** The host of a foreign webhook; the rest of its address may hold a secret. */
  foreignHost: z.string().nullable(),
  /** Updates that wait at Telegram. */
  pendingUpdates: z.number(),
  lastErrorAt: z.string().nullable(),
  lastErrorMessage: z.string().nullable(),
});

export type BotWebhook = z.output<typeof botWebhookSchema>;

/**
 * What Telegram says of the bot's delivery now; null when it does not say. It is one call to Telegram, so ask seldom.
 * @throws AppError `TOKEN_REJECTED`.
 */
export async function getBotWebhook(ctx: ServiceContext, botId: string): Promise<BotWebhook | null> {
  const bot = await getBotRow(ctx, botId, 'bots.operate');
  const found = await glimpseWebhook(ctx, { apiRoot: bot.apiRoot, token: await getBotToken(ctx, bot) });
  if (found === null) return null;
  const ownUrl = ctx.settings.publicUrl === null ? null : `${ctx.settings.publicUrl}/tg/${bot.webhookPath}`;
  const target = found.url === null ? 'none' : found.url === ownUrl ? 'ours' : 'foreign';
  return {
    target,
    foreignHost: target === 'foreign' ? found.host : null,
    pendingUpdates: found.pendingUpdates,
    lastErrorAt: found.lastErrorAt,
    lastErrorMessage: found.lastErrorMessage,
  };
}
