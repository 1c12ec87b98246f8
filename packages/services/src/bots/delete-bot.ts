import { bots } from '@dovecote/db/schema/bots';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { notifyBotChanged } from '../live/notify-changes';
import type { ServiceContext } from '../service-context';
import { emitWebhookEvent } from '../webhooks/emit-webhook-event';
import { prepareFarewell, sendFarewell } from './farewell';
import { botNotFound, getBotRow } from './get-bot-row';

/** Removes a bot with everything it holds, destroys its secrets, then leaves it at Telegram as we found it. */
export async function deleteBot(ctx: ServiceContext, botId: string): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'bots.remove');
  const farewell = await prepareFarewell(ctx, bot);
  await ctx.db.transaction(async (tx) => {
    const [removed] = await tx
      .delete(bots)
      .where(and(eq(bots.workspaceId, bot.workspaceId), eq(bots.id, bot.id)))
      .returning({ id: bots.id });
    if (removed === undefined) throw botNotFound();
    await notifyBotChanged(tx, bot.workspaceId, bot.id);
    const { workspaceId, id: botId, username, name } = bot;
    await emitWebhookEvent(tx, ctx, { workspaceId, type: 'bot.removed', data: { botId, username, name } });
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'bot.removed',
      targetType: 'bot',
      targetId: bot.id,
      before: { username: bot.username, name: bot.name },
    });
  });
  await sendFarewell(ctx, farewell);
}
