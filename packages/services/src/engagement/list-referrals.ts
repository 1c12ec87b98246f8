import { engagementReferrals, referralStates } from '@dovecote/db/schema/engagement-referrals';
import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { getBotRow } from '../bots/get-bot-row';
import { type Page, pageSchema, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';

export const listReferralsSchema = pageSchema.extend({
  /** `held` and `appealed` wait for the owner. */
  state: z.enum(referralStates).optional(),
});

export const referralViewSchema = z.object({
  id: z.string(),
  inviterId: z.string(),
  invitedId: z.string(),
  state: z.enum(referralStates),
  /** What the referee saw, with its figures. */
  findings: z.array(z.object({ kind: z.string(), figures: z.record(z.string(), z.number()) })),
  at: z.string(),
  judgedAt: z.string().nullable(),
  appealedAt: z.string().nullable(),
});

export type ReferralView = z.output<typeof referralViewSchema>;

/** Who came by whose link, and what the referee thinks of it, in the order of their ids. */
export async function listReferrals(
  ctx: ServiceContext,
  botId: string,
  input: z.input<typeof listReferralsSchema>,
): Promise<Page<ReferralView>> {
  const { limit, cursor, state } = parseInput(listReferralsSchema, input);
  const after = readCursor(cursor) ?? '';
  const bot = await getBotRow(ctx, botId, 'updates.readContent');
  const rows = await ctx.db
    .select()
    .from(engagementReferrals)
    .where(
      and(
        eq(engagementReferrals.workspaceId, bot.workspaceId),
        eq(engagementReferrals.botId, bot.id),
        gt(engagementReferrals.id, after),
        state === undefined ? undefined : eq(engagementReferrals.state, state),
      ),
    )
    .orderBy(asc(engagementReferrals.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, ({ id }) => id);
  return { items: page.items.map(describeReferral), nextCursor: page.nextCursor };
}

function describeReferral(row: typeof engagementReferrals.$inferSelect): ReferralView {
  const { id, inviterId, invitedId, state, findings, at, judgedAt, appealedAt } = row;
  return {
    id,
    inviterId,
    invitedId,
    state,
    findings,
    at: at.toISOString(),
    judgedAt: judgedAt?.toISOString() ?? null,
    appealedAt: appealedAt?.toISOString() ?? null,
  };
}
