import { type Circle, type Finding, judgeReferral } from '@dovecote/modules/engagement/referrals/judge-referral';
import { SeenLinks } from '@dovecote/modules/engagement/referrals/seen-links.test-helper';
import { makeWorld } from './attack-worlds';
import { dayMs } from './live-honestly';
import { attackLabels, type Invitation, type WorldLabel, type WorldLog } from './world';

const holdDays = 7;
const lapseDays = 30;
const secondLookDays = 14;
const activeDaysMin = 2;

export interface LabelScore {
  /** Referrals that would be paid for if nobody looked. */
  payable: number;
  heldAtFirst: number;
  /** Held, or paid and clawed back at the second look. */
  held: number;
}

export interface WorldScore {
  precision: number;
  recall: number;
  byLabel: Partial<Record<WorldLabel, LabelScore>>;
  /** Of people who are no attackers: how many would have to appeal. */
  honestHeldShare: number;
}

type Judge = (circle: Circle) => readonly Finding[];

/** Lets the referee see each world as the product would show it, and counts what it holds by who did it. */
export function scoreWorlds(seeds: readonly number[], judge: Judge = judgeReferral): WorldScore {
  const byLabel: WorldScore['byLabel'] = {};
  for (const seed of seeds) {
    const log = makeWorld(seed);
    const seen = new SeenLinks(log.invitations, log.acts);
    for (const invitation of seen.all) {
      const firstLookMs = firstLookAt(log, invitation);
      if (firstLookMs === null) continue;
      byLabel[invitation.label] ??= { payable: 0, heldAtFirst: 0, held: 0 };
      const score = byLabel[invitation.label] as LabelScore;
      score.payable += 1;
      const isHeldAtFirst = judge(seen.circleOf(invitation, firstLookMs)).length > 0;
      if (isHeldAtFirst) score.heldAtFirst += 1;
      const secondLookMs = firstLookMs + secondLookDays * dayMs;
      if (isHeldAtFirst || judge(seen.circleOf(invitation, secondLookMs)).length > 0) score.held += 1;
    }
  }
  const sum = (isAttack: boolean, figure: keyof LabelScore) =>
    Object.entries(byLabel)
      .filter(([label]) => attackLabels.some((one) => one === label) === isAttack)
      .reduce((total, [, score]) => total + score[figure], 0);
  return {
    precision: sum(true, 'held') / (sum(true, 'held') + sum(false, 'held')),
    recall: sum(true, 'held') / sum(true, 'payable'),
    byLabel,
    honestHeldShare: sum(false, 'held') / sum(false, 'payable'),
  };
}

/** At the end of the hold, or the day when the invited person was active twice; null if that never was. */
function firstLookAt(log: WorldLog, { invited, atMs }: Invitation): number | null {
  for (let day = holdDays; day < lapseDays; day += 1) {
    const untilMs = atMs + day * dayMs;
    const acts = (log.acts.get(invited) ?? []).filter((at) => at >= atMs && at <= untilMs);
    const days = new Set([atMs, ...acts].map((at) => Math.floor(at / dayMs)));
    if (days.size >= activeDaysMin) return untilMs;
  }
  return null;
}
