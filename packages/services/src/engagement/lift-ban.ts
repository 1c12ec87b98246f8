import { engagementPeople } from '@dovecote/db/schema/engagement';
import { and, eq, isNotNull } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';
import { isPersonId, personNotFound } from './open-engagement';

/**
 * The person earns again, with a clean abuse score.
 * @throws AppError `NOT_FOUND` for who is not there or not banned
 */
export async function liftBan(ctx: ServiceContext, botId: string, personId: string): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'engagement.moderate');
  if (!isPersonId(personId)) throw personNotFound();
  await ctx.db.transaction(async (tx) => {
    const lifted = await tx
      .update(engagementPeople)
      .set({ bannedAt: null, banReason: null, appealedAt: null, abuseScore: 0 })
      .where(
        and(
          eq(engagementPeople.workspaceId, bot.workspaceId),
          eq(engagementPeople.botId, bot.id),
          eq(engagementPeople.personId, personId),
          isNotNull(engagementPeople.bannedAt),
        ),
      );
    if (lifted.rowCount === 0) throw personNotFound();
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.ban_lifted',
      targetType: 'bot',
      targetId: bot.id,
    });
  });
}
