import { engagementReferrals } from '@dovecote/db/schema/engagement-referrals';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { getBotRow } from '../bots/get-bot-row';
import { parseInput } from '../parse-input';
import type { ServiceContext } from '../service-context';
import { askEngagement } from './ask-engagement';
import { nextReferralState, referralDecisions } from './next-referral-state';

export const decideReferralSchema = z.strictObject({ decision: z.enum(referralDecisions) });

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
    const state = nextReferralState(referral.state, decision);
    if (state === null) throw new AppError('CONFLICT', 'This referral was decided so already.');
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
