import {
  type Circle,
  type Finding,
  judgeReferral,
  type Trace,
} from '@dovecote/modules/engagement/referrals/judge-referral';
import { makeWorld } from './attack-worlds';
import { dayMs } from './live-honestly';
import { attackLabels, type Invitation, type WorldLabel, type WorldLog } from './world';

const holdDays = 7;
const lapseDays = 30;
const secondLookDays = 14;
const activeDaysMin = 2;
const actsADayMax = 50;
const lineSteps = 3;

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
    const view = new View(makeWorld(seed));
    for (const invitation of view.invitations) {
      const firstLookMs = view.firstLookAt(invitation);
      if (firstLookMs === null) continue;
      byLabel[invitation.label] ??= { payable: 0, heldAtFirst: 0, held: 0 };
      const score = byLabel[invitation.label] as LabelScore;
      score.payable += 1;
      const isHeldAtFirst = judge(view.circleOf(invitation, firstLookMs)).length > 0;
      if (isHeldAtFirst) score.heldAtFirst += 1;
      const secondLookMs = firstLookMs + secondLookDays * dayMs;
      if (isHeldAtFirst || judge(view.circleOf(invitation, secondLookMs)).length > 0) score.held += 1;
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

/** A world as the product's tables would hold it. */
class View {
  readonly #by = new Map<string, Invitation[]>();
  readonly #of = new Map<string, Invitation>();

  constructor(private readonly log: WorldLog) {
    for (const invitation of log.invitations) {
      this.#by.set(invitation.inviter, [...(this.#by.get(invitation.inviter) ?? []), invitation]);
      this.#of.set(invitation.invited, invitation);
    }
  }

  get invitations(): readonly Invitation[] {
    return this.log.invitations;
  }

  /** At the end of the hold, or the day when the invited person was active twice; null if that never was. */
  firstLookAt({ invited, atMs }: Invitation): number | null {
    for (let day = holdDays; day < lapseDays; day += 1) {
      const untilMs = atMs + day * dayMs;
      const acts = (this.log.acts.get(invited) ?? []).filter((at) => at >= atMs && at <= untilMs);
      const days = new Set([atMs, ...acts].map((at) => Math.floor(at / dayMs)));
      if (days.size >= activeDaysMin) return untilMs;
    }
    return null;
  }

  circleOf(invitation: Invitation, untilMs: number): Circle {
    const { inviter, invited } = invitation;
    const broughtBy = (person: string | undefined) =>
      (person === undefined ? [] : (this.#by.get(person) ?? [])).filter(
        (one) => one !== invitation && one.atMs <= untilMs,
      );
    const traceOf = (one: Invitation) => this.#trace(one.invited, one.atMs, untilMs);
    return {
      invited: traceOf(invitation),
      inviter: this.#trace(inviter, this.log.acts.get(inviter)?.[0] ?? 0, untilMs),
      siblings: broughtBy(inviter).map(traceOf),
      kin: [...broughtBy(this.#of.get(inviter)?.inviter), ...broughtBy(invited)].map(traceOf),
      line: [...this.#lineUp(inviter), ...this.#lineDown(invited)].filter((one) => one.atMs <= untilMs).map(traceOf),
    };
  }

  #lineUp(person: string, steps = lineSteps): Invitation[] {
    const own = this.#of.get(person);
    return own === undefined || steps === 0 ? [] : [own, ...this.#lineUp(own.inviter, steps - 1)];
  }

  #lineDown(person: string, steps = lineSteps): Invitation[] {
    if (steps === 0) return [];
    return (this.#by.get(person) ?? []).flatMap((one) => [one, ...this.#lineDown(one.invited, steps - 1)]);
  }

  #trace(person: string, firstSeenMs: number, untilMs: number): Trace {
    const perDay = new Map<number, number>();
    const actsMs = (this.log.acts.get(person) ?? [])
      .map((atMs) => Math.floor(atMs / 1_000) * 1_000)
      .filter((atMs) => {
        if (atMs <= firstSeenMs || atMs > untilMs) return false;
        const count = (perDay.get(Math.floor(atMs / dayMs)) ?? 0) + 1;
        perDay.set(Math.floor(atMs / dayMs), count);
        return count <= actsADayMax;
      });
    return { firstSeenMs, actsMs };
  }
}
