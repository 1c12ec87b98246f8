import { createReferralWorld, type ReferralLabel, type ReferralWorld } from './attack-set.test-helper';
import { type FindingKind, judgeReferral } from './judge-referral';
import { type SeenLink, SeenLinks } from './seen-links.test-helper';

const dayMs = 86_400_000;

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
    const world = createReferralWorld(seed);
    const seen = seenLinksOf(world);
    for (const referral of seen.all) {
      const untilMs = Math.min(world.endMs, referral.atMs + holdDays * dayMs);
      const findings = judgeReferral(seen.circleOf(referral, untilMs));
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

/** The same world as the tables know it. */
export function seenLinksOf({ people, referrals }: ReferralWorld): SeenLinks<SeenLink & { label: ReferralLabel }> {
  const links = referrals.map(({ inviterId, invitedId, atMs, label }) => ({
    inviter: String(inviterId),
    invited: String(invitedId),
    atMs,
    label,
  }));
  const acts = [...people.values()].map(({ id, firstSeenMs, acts }): [string, number[]] => [
    String(id),
    [firstSeenMs, ...acts.map(({ atMs }) => atMs)],
  ]);
  return new SeenLinks(links, new Map(acts));
}
