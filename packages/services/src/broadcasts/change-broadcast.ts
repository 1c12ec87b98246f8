import { type BroadcastState, broadcasts } from '@dovecote/db/schema/broadcasts';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { notifyBroadcastChanged } from '../live/notify-changes';
import type { ServiceContext } from '../service-context';
import { type BroadcastView, describeBroadcast } from './broadcast-view';
import { getBroadcastRow } from './get-broadcast';

/**
 * Brings an open broadcast into another state under its row's lock. From the commit on nobody more is taken up against
 * it; who was taken up a moment before may still get the message. Nothing happens if it is there already.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` once it is over.
 */
export async function changeBroadcast(
  ctx: ServiceContext,
  key: { botId: string; broadcastId: string },
  change: { state: Exclude<BroadcastState, 'done'>; action: string },
): Promise<BroadcastView> {
  const bot = await getBotRow(ctx, key.botId, 'broadcasts.send');
  const { state, action } = change;
  return await ctx.db.transaction(async (tx) => {
    const row = await getBroadcastRow(tx, bot, key.broadcastId, { isLocked: true });
    if (row.state === state) return await describeBroadcast(tx, row);
    if (row.state !== 'running' && row.state !== 'paused') {
      throw new AppError('CONFLICT', 'This broadcast is over. Make a new one.');
    }
    const [updated = row] = await tx
      .update(broadcasts)
      .set({ state, ...(state === 'cancelled' && { finishedAt: ctx.clock() }) })
      .where(and(eq(broadcasts.workspaceId, bot.workspaceId), eq(broadcasts.botId, bot.id), eq(broadcasts.id, row.id)))
      .returning();
    const view = await describeBroadcast(tx, updated);
    await notifyBroadcastChanged(tx, bot.workspaceId, bot.id);
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action,
      targetType: 'bot',
      targetId: bot.id,
      before: { broadcastId: row.id, state: row.state },
      after: { broadcastId: row.id, state, waiting: view.waiting },
    });
    return view;
  });
}
