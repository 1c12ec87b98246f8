import type { Job } from '../../kit/job';
import type { HandlerResult } from '../../kit/module-handlers';
import type { EngagementContext } from '../engagement-context';
import { explainHold } from '../handlers/refer';
import { button } from '../handlers/screen';
import { book } from '../people/book';
import { localTime } from '../people/local-time';
import { settle } from '../people/settle';
import { botZoneOf, Sheet } from '../people/sheet';
import { type Finding, judgeReferral } from '../referrals/judge-referral';
import { readActiveDays, readCircle } from '../referrals/read-circle';
import { type Referral, readReferral } from '../referrals/read-referrals';
import { verdictWrite } from '../referrals/referral-writes';

const dayMs = 86_400_000;
const activeDaysMin = 2;
const lapseDays = 30;
/** Farms that were too young to be seen at first are seen by then. */
const secondLookDays = 14;

/** A referral's time has come, or the owner decided: in the inviter's lane, so that their points follow one another. */
export async function settleReferral(ctx: EngagementContext, job: Job): Promise<HandlerResult> {
  const referral = await readReferral(ctx.reader, job.key);
  if (!referral || referral.inviterId !== ctx.contact.chatId) return 'pass';
  const sheet = await Sheet.open(ctx, referral.inviterId);
  const end = await endOf(ctx, sheet, referral);
  if (!end) return 'pass';
  settle(ctx, sheet, { isPassive: true });
  return undefined;
}

async function endOf(ctx: EngagementContext, sheet: Sheet, referral: Referral): Promise<boolean> {
  if (referral.state === 'waiting') return firstLook(ctx, sheet, referral);
  if (referral.state === 'paid') return secondLook(ctx, sheet, referral);
  if (referral.state === 'released') return pay(ctx, sheet, referral);
  if (referral.state !== 'revoked' && referral.state !== 'refused') return false;
  const moved = await book(ctx, sheet, earningOf(ctx, referral), false);
  ctx.reply(ctx.t('refer.refused', { points: -moved }));
  return true;
}

async function firstLook(ctx: EngagementContext, sheet: Sheet, referral: Referral): Promise<boolean> {
  const dayOf = (at: Date) => localTime(at, botZoneOf(ctx)).day;
  if (sheet.isBanned || (await readActiveDays(ctx.reader, referral, dayOf)) < activeDaysMin) {
    if (ctx.clock().getTime() - referral.at.getTime() >= lapseDays * dayMs) move(ctx, referral, 'lapsed');
    else lookAgain(ctx, referral, 1);
    return true;
  }
  const findings = judgeReferral(await readCircle(ctx.reader, referral));
  if (findings.length === 0) return pay(ctx, sheet, referral);
  hold(ctx, referral, 'held', findings);
  return true;
}

async function secondLook(ctx: EngagementContext, sheet: Sheet, referral: Referral): Promise<boolean> {
  const findings = judgeReferral(await readCircle(ctx.reader, referral));
  if (findings.length === 0) return false;
  await book(ctx, sheet, earningOf(ctx, referral), false);
  hold(ctx, referral, 'clawed_back', findings);
  return true;
}

/** What the owner released is not looked at again. */
async function pay(ctx: EngagementContext, sheet: Sheet, referral: Referral): Promise<boolean> {
  if (sheet.isBanned) {
    lookAgain(ctx, referral, 1);
    return true;
  }
  const points = await book(ctx, sheet, earningOf(ctx, referral), true);
  move(ctx, referral, 'paid');
  if (points > 0) ctx.reply(ctx.t('refer.paid', { points }));
  if (referral.state === 'waiting') lookAgain(ctx, referral, secondLookDays);
  return true;
}

function hold(ctx: EngagementContext, referral: Referral, state: 'held' | 'clawed_back', findings: Finding[]): void {
  move(ctx, referral, state, findings);
  const appeal = button(ctx, ctx.t('button.appeal'), 'refappeal', referral.id);
  ctx.reply(explainHold(ctx, { ...referral, findings }), { buttons: [[appeal]] });
}

function earningOf(ctx: EngagementContext, { id }: Referral) {
  return { key: `referral:${id}`, reason: 'referral', points: ctx.settings.referralPoints, isPassive: true } as const;
}

function lookAgain(ctx: EngagementContext, { id, inviterId }: Referral, days: number): void {
  const runAt = new Date(ctx.clock().getTime() + days * dayMs);
  ctx.schedule('referral', { key: id, chatId: inviterId, runAt });
}

function move(
  ctx: EngagementContext,
  { id, state: was }: Referral,
  state: Referral['state'],
  findings: Finding[] | null = null,
): void {
  ctx.write(verdictWrite, { id, was, state, findings, judged_at: ctx.clock().toISOString(), appealed_at: null });
}
