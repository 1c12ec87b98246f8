import type { HandlerResult } from '../../kit/module-handlers';
import type { EngagementContext } from '../engagement-context';
import { localTime } from '../people/local-time';
import { botZoneOf, Sheet } from '../people/sheet';
import { explainFinding } from '../referrals/explain-finding';
import { personLink, readPersonLink } from '../referrals/person-link';
import { type Referral, readReferral, readReferralsBy } from '../referrals/read-referrals';
import { referralWrite, verdictWrite } from '../referrals/referral-writes';
import { signText } from '../sign-text';
import { button, dashboardBack, type Screen } from './screen';

const dayMs = 86_400_000;
const purpose = 'ref';
const shownMax = 5;

/** The person's own link, what became of those who came by it, and why some are held. */
export async function referScreen(ctx: EngagementContext, sheet: Sheet): Promise<Screen> {
  const { referralPoints, referralHoldDays } = ctx.settings;
  if (referralPoints === 0) return { text: ctx.t('refer.off'), buttons: [[dashboardBack(ctx)]] };
  const link = personLink(ctx, purpose, sheet.personId);
  const referrals = await readReferralsBy(ctx.reader, [sheet.personId]);
  const countOf = (...states: Referral['state'][]) => referrals.filter(({ state }) => states.includes(state)).length;
  const stopped = referrals.filter(({ state }) => state === 'held' || state === 'clawed_back').slice(0, shownMax);
  const query = new URLSearchParams({ url: link, text: ctx.t('refer.invitation', { name: ctx.bot.name }) });
  return {
    text: [
      ctx.t('refer.how', { points: referralPoints, days: referralHoldDays }),
      link,
      ctx.t('refer.counts', {
        waiting: countOf('waiting', 'released'),
        paid: countOf('paid'),
        held: countOf('held', 'clawed_back', 'appealed'),
      }),
      ...stopped.map((referral) => explainHold(ctx, referral)),
    ].join('\n\n'),
    buttons: [
      [{ text: ctx.t('refer.send'), url: `https://t.me/share/url?${query}` }],
      ...stopped.map(({ id, at }) => [button(ctx, ctx.t('refer.appeal', { day: dayOf(ctx, at) }), 'refappeal', id)]),
      [dashboardBack(ctx)],
    ],
  };
}

/** The inviter asks the owner to look at a held referral, once. */
export async function appealReferralScreen(ctx: EngagementContext, sheet: Sheet, id: string): Promise<Screen> {
  const referral = await readReferral(ctx.reader, id);
  const isOpen = referral?.state === 'held' || referral?.state === 'clawed_back';
  if (!referral || referral.inviterId !== sheet.personId || !isOpen) {
    return { ...(await referScreen(ctx, sheet)), notice: ctx.t('ban.nothing') };
  }
  ctx.write(verdictWrite, {
    id,
    was: referral.state,
    state: 'appealed',
    findings: null,
    judged_at: null,
    appealed_at: ctx.clock().toISOString(),
  });
  return { text: ctx.t('ban.appealed'), buttons: [[dashboardBack(ctx)]], notice: ctx.t('ban.appealed') };
}

/** Notes by whose link somebody came whom the bot did not know; the greeting is left to who greets. */
export async function startReferral(ctx: EngagementContext): Promise<HandlerResult> {
  const { userId, kind, isNew } = ctx.contact;
  const inviterId = readPersonLink(ctx, purpose, ctx.text);
  const { referralPoints, referralHoldDays } = ctx.settings;
  if (inviterId === null || userId === null || kind !== 'private' || !isNew || referralPoints === 0) return 'pass';
  const { standing } = await Sheet.open(ctx, userId);
  if (inviterId === userId || standing.isKnown || standing.mark) return 'pass';
  const id = signText(ctx, 'referral', userId);
  const now = ctx.clock();
  ctx.write(referralWrite, { id, invited_id: userId, inviter_id: inviterId, at: now.toISOString() });
  ctx.schedule('referral', {
    key: id,
    chatId: inviterId,
    runAt: new Date(now.getTime() + referralHoldDays * dayMs),
  });
  return 'pass';
}

/** When it was, and what the referee found. */
export function explainHold(ctx: EngagementContext, referral: Referral): string {
  const found = referral.findings.map((finding) => explainFinding(ctx, finding));
  return [ctx.t('refer.held', { day: dayOf(ctx, referral.at) }), ...found].join('\n');
}

function dayOf(ctx: EngagementContext, at: Date): string {
  return localTime(at, botZoneOf(ctx)).day;
}
