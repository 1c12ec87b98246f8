import { engagementPeople } from '@dovecote/db/schema/engagement';
import { and, eq, isNull } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import type { ServiceContext } from '../service-context';
import { isPersonId, personNotFound } from './open-engagement';

/**
 * From now on the person earns nothing, until the ban is lifted. What they have stays theirs. The event does not say
 * who: the log outlives whoever wants to be forgotten.
 * @throws AppError `NOT_FOUND` for who is not there or is banned already
 */
export async function banPerson(ctx: ServiceContext, botId: string, personId: string): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'engagement.moderate');
  if (!isPersonId(personId)) throw personNotFound();
  await ctx.db.transaction(async (tx) => {
    const banned = await tx
      .update(engagementPeople)
      .set({ bannedAt: ctx.clock(), banReason: 'owner', appealedAt: null })
      .where(
        and(
          eq(engagementPeople.workspaceId, bot.workspaceId),
          eq(engagementPeople.botId, bot.id),
          eq(engagementPeople.personId, personId),
          isNull(engagementPeople.bannedAt),
        ),
      );
    if (banned.rowCount === 0) throw personNotFound();
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.person_banned',
      targetType: 'bot',
      targetId: bot.id,
    });
  });
}
