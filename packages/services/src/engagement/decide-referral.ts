import { engagementReferrals, type ReferralState } from '@dovecote/db/schema/engagement-referrals';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { askEngagement } from './ask-engagement';

export const decideReferralSchema = z.strictObject({ decision: z.enum(['pay', 'refuse']) });

/** What each decision makes of each state; what is missing there is decided so already. */
const nextStates = {
  pay: {
    waiting: 'released',
    held: 'released',
    appealed: 'released',
    refused: 'released',
    revoked: 'released',
    clawed_back: 'released',
    lapsed: 'released',
  },
  refuse: {
    waiting: 'refused',
    held: 'refused',
    appealed: 'refused',
    lapsed: 'refused',
    clawed_back: 'refused',
    paid: 'revoked',
    released: 'revoked',
  },
} as const satisfies Record<string, Partial<Record<ReferralState, ReferralState>>>;

/**
 * The owner's word on a referral, whatever the referee thinks; it can be changed again. The bot moves the points and
 * tells the inviter.
 * @throws AppError `NOT_FOUND`, or `CONFLICT` for what is decided so already
 */
export async function decideReferral(
  ctx: ServiceContext,
  botId: string,
  referralId: string,
  input: z.input<typeof decideReferralSchema>,
): Promise<void> {
  const bot = await getBotRow(ctx, botId, 'engagement.moderate');
  const { decision } = parseInput(decideReferralSchema, input);
  await ctx.db.transaction(async (tx) => {
    const isReferral = and(
      eq(engagementReferrals.workspaceId, bot.workspaceId),
      eq(engagementReferrals.botId, bot.id),
      eq(engagementReferrals.id, /^[\w-]{1,64}$/.test(referralId) ? referralId : ''),
    );
    const [referral] = await tx.select().from(engagementReferrals).where(isReferral).for('update');
    if (referral === undefined) throw new AppError('NOT_FOUND', 'There is no such referral.');
    const next: Partial<Record<ReferralState, ReferralState>> = nextStates[decision];
    const state = next[referral.state];
    if (state === undefined) throw new AppError('CONFLICT', 'This referral was decided so already.');
    await tx.update(engagementReferrals).set({ state, judgedAt: ctx.clock() }).where(isReferral);
    const work = { key: referral.id, chatId: referral.inviterId, runAt: ctx.clock() };
    await askEngagement(tx, bot, { job: 'referral', ...work });
    await appendAuditEvent(tx, ctx, {
      workspaceId: bot.workspaceId,
      action: 'engagement.referral_decided',
      targetType: 'bot',
      targetId: bot.id,
      after: { referralId: referral.id, decision },
    });
  });
}
