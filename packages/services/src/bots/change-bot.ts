import type { Tx } from '@dovecote/db/client';
import { bots } from '@dovecote/db/schema/bots';
import { and, eq, sql } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { notifyBotChanged } from '../live/notify-changes';
import type { ServiceContext } from '../service-context';
import { emitWebhookEvent } from '../webhooks/emit-webhook-event';
import type { BotView } from './bot-view';
import { causeWords } from './cause-words';
import { type BotRow, describeOneBot } from './describe-bots';
import { botNotFound } from './get-bot-row';

export type BotPatch = Partial<Omit<typeof bots.$inferInsert, 'id' | 'workspaceId' | 'revision' | 'updatedAt'>>;

export interface BotChange {
  set: BotPatch;
  audit: {
    action: string;
    reason?: string | undefined;
    before?: Record<string, unknown>;
    after?: Record<string, unknown>;
  };
}

/**
 * Writes a change to a bot under its row lock, raises its revision, wakes managers and dashboards, and audits it, all in
 * one transaction. `decide` sees the locked row; null means that nothing is to be done.
 */
export async function changeBot(
  ctx: ServiceContext,
  key: { workspaceId: string; id: string },
  decide: (row: BotRow, tx: Tx) => Promise<BotChange | null> | BotChange | null,
): Promise<BotView> {
  return await ctx.db.transaction(async (tx) => {
    const isBot = and(eq(bots.workspaceId, key.workspaceId), eq(bots.id, key.id));
    const [row] = await tx.select().from(bots).where(isBot).for('no key update');
    if (row === undefined) throw botNotFound();
    const change = await decide(row, tx);
    if (change === null) return await describeOneBot(tx, row);
    const now = ctx.clock();
    const isNewStatus = change.set.status !== undefined && change.set.status !== row.status;
    const [updated = row] = await tx
      .update(bots)
      .set({
        ...change.set,
        ...(isNewStatus && { statusChangedAt: now }),
        revision: sql`${bots.revision} + 1`,
        updatedAt: now,
      })
      .where(isBot)
      .returning();
    const view = await describeOneBot(tx, updated);
    await notifyBotChanged(tx, row.workspaceId, row.id);
    if (isNewStatus) await emitStatusChanged(tx, ctx, row, updated);
    await appendAuditEvent(tx, ctx, {
      workspaceId: row.workspaceId,
      targetType: 'bot',
      targetId: row.id,
      ...change.audit,
    });
    return view;
  });
}

/** Tells the workspace's webhooks of a bot's new status. */
export async function emitStatusChanged(tx: Tx, ctx: ServiceContext, before: BotRow, after: BotRow): Promise<void> {
  const { workspaceId, id: botId, username, status, statusCause, suspendedReason } = after;
  const reason = status === 'suspended' ? suspendedReason : statusCause && causeWords(statusCause);
  await emitWebhookEvent(tx, ctx, {
    workspaceId,
    type: 'bot.status_changed',
    data: { botId, username, from: before.status, to: status, reason },
  });
  if (status === 'suspended') {
    await emitWebhookEvent(tx, ctx, { workspaceId, type: 'bot.suspended', data: { botId, username, reason } });
  }
  if (status === 'token_revoked') {
    await emitWebhookEvent(tx, ctx, { workspaceId, type: 'bot.token_revoked', data: { botId, username } });
  }
}
