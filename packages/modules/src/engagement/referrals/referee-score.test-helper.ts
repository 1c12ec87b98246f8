import { createReferralWorld, type ReferralLabel, type SeenPerson, type SeenReferral } from './attack-set.test-helper';
import { type Circle, type FindingKind, judgeReferral, type Trace } from './judge-referral';

const dayMs = 86_400_000;
const lineSteps = 3;

export interface LabelScore {
  referrals: number;
  held: number;
  byKind: Partial<Record<FindingKind, number>>;
}

export interface RefereeScore {
  precision: number;
  recall: number;
  byLabel: Partial<Record<ReferralLabel, LabelScore>>;
}

/** Lets the referee judge each referral when its hold ends, with what was to be seen by then, and counts. */
export function scoreReferee(seeds: readonly number[], holdDays: number): RefereeScore {
  const byLabel: RefereeScore['byLabel'] = {};
  for (const seed of seeds) {
    const { people, referrals, endMs } = createReferralWorld(seed);
    const invitedBy = new Map<number, SeenReferral[]>();
    for (const referral of referrals) {
      invitedBy.set(referral.inviterId, [...(invitedBy.get(referral.inviterId) ?? []), referral]);
    }
    const inviterOf = new Map(referrals.map(({ invitedId, inviterId }) => [invitedId, inviterId]));
    for (const referral of referrals) {
      const untilMs = Math.min(endMs, referral.atMs + holdDays * dayMs);
      const findings = judgeReferral(circleOf(referral, untilMs, { people, invitedBy, inviterOf }));
      byLabel[referral.label] ??= { referrals: 0, held: 0, byKind: {} };
      const score = byLabel[referral.label] as LabelScore;
      score.referrals += 1;
      if (findings.length > 0) score.held += 1;
      for (const { kind } of findings) score.byKind[kind] = (score.byKind[kind] ?? 0) + 1;
    }
  }
  const attacks = Object.entries(byLabel).flatMap(([label, score]) => (label === 'honest' ? [] : [score]));
  const sum = (pick: (score: LabelScore) => number) => attacks.reduce((total, score) => total + pick(score), 0);
  const caught = sum(({ held }) => held);
  return {
    precision: caught / (caught + (byLabel.honest?.held ?? 0)),
    recall: caught / sum(({ referrals }) => referrals),
    byLabel,
  };
}

interface Links {
  people: ReadonlyMap<number, SeenPerson>;
  invitedBy: ReadonlyMap<number, readonly SeenReferral[]>;
  inviterOf: ReadonlyMap<number, number>;
}

function circleOf({ inviterId, invitedId }: SeenReferral, untilMs: number, links: Links): Circle {
  const invitedOf = (id: number | undefined) =>
    (id === undefined ? [] : (links.invitedBy.get(id) ?? []))
      .filter(({ atMs }) => atMs <= untilMs)
      .map((referral) => referral.invitedId);
  const traceOf = (id: number): Trace => {
    const { firstSeenMs, acts } = links.people.get(id) as SeenPerson;
    return { firstSeenMs, actsMs: acts.map(({ atMs }) => atMs).filter((atMs) => atMs <= untilMs) };
  };
  const ownInviter = links.inviterOf.get(inviterId);
  return {
    invited: traceOf(invitedId),
    inviter: traceOf(inviterId),
    siblings: invitedOf(inviterId)
      .filter((id) => id !== invitedId)
      .map(traceOf),
    kin: [...invitedOf(ownInviter), ...invitedOf(invitedId)].map(traceOf),
    line: [...lineUp(inviterId, links), ...lineDown(invitedId, invitedOf)].map(traceOf),
  };
}

function lineUp(id: number, links: Links, steps = lineSteps): number[] {
  const inviter = links.inviterOf.get(id);
  return inviter === undefined || steps === 0 ? [] : [id, ...lineUp(inviter, links, steps - 1)];
}

function lineDown(id: number, invitedOf: (id: number) => number[], steps = lineSteps): number[] {
  return steps === 0 ? [] : invitedOf(id).flatMap((one) => [one, ...lineDown(one, invitedOf, steps - 1)]);
}
