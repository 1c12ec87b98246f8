import { randomUUID } from 'node:crypto';
import { engagementEntries, engagementPeople } from '@dovecote/db/schema/engagement';
import { localTime } from '@dovecote/modules/engagement/people/local-time';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { isPersonId, openEngagement, personNotFound } from './open-engagement';

export const adjustPointsSchema = z.strictObject({
  /** Below zero to take some. */
  points: z
    .int()
    .min(-1_000_000)
    .max(1_000_000)
    .refine((points) => points !== 0, { error: 'Give or take at least one point.' }),
});

/**
 * Gives a person points or takes some, by a line that says it was the owner.
 * @throws AppError `NOT_FOUND` for who is not there
 */
export async function adjustPoints(
  ctx: ServiceContext,
  botId: string,
  personId: string,
  input: z.input<typeof adjustPointsSchema>,
): Promise<void> {
  const { points } = parseInput(adjustPointsSchema, input);
  const { bot, zone } = await openEngagement(ctx, botId, 'engagement.moderate');
  if (!isPersonId(personId)) throw personNotFound();
  const [house, person] = ['house:adjustment', `person:${personId}`];
  await ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ personId: engagementPeople.personId })
      .from(engagementPeople)
      .where(
        and(
          eq(engagementPeople.workspaceId, bot.workspaceId),
          eq(engagementPeople.botId, bot.id),
          eq(engagementPeople.personId, personId),
        ),
      );
    if (found === undefined) throw personNotFound();
    await tx.insert(engagementEntries).values({
      workspaceId: bot.workspaceId,
      botId: bot.id,
      key: `adjustment:${randomUUID()}`,
      debit: points > 0 ? house : person,
      credit: points > 0 ? person : house,
      amount: Math.abs(points),
      reason: 'adjustment',
      isScored: true,
      day: localTime(ctx.clock(), zone).day,
      at: ctx.clock(),
    });
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.points_adjusted',
      targetType: 'bot',
      targetId: bot.id,
      after: { points },
    });
  });
}
