import { adminAccess } from '@dovecote/db/schema/audit-events';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import type { ServiceContext } from '../service-context';
import { getAnyBotRow } from './get-any-bot-row';
import { isOpenLook } from './is-open-look';

/** Ends the asking admin's own looks inside a bot before their time; it goes on record. */
export async function endAccess(asking: ServiceContext, botId: string): Promise<void> {
  const { bot, ctx } = await getAnyBotRow(asking, botId, 'platform.accessBot');
  const now = ctx.clock();
  await ctx.db.transaction(async (tx) => {
    const ended = await tx
      .update(adminAccess)
      .set({ endedAt: now })
      .where(and(eq(adminAccess.botId, bot.id), eq(adminAccess.adminId, ctx.actor.userId), isOpenLook(now)))
      .returning({ id: adminAccess.id });
    if (ended.length === 0) return;
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'bot.admin_access_ended',
      targetType: 'bot',
      targetId: bot.id,
    });
  });
}
