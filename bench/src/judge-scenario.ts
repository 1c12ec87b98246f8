import { median } from './rig/quantile';
import type { Round, ScenarioRounds } from './run-rounds';
import type { Bound, Claim, PreparedScenario } from './scenario';

export type Verdict = 'met' | 'missed' | 'failed' | 'inconclusive';
/** `unbound`: shown, but nothing was promised. */
export type ClaimVerdict = Verdict | 'unbound';

export interface ClaimResult {
  title: string;
  unit: Claim['unit'];
  must: Bound | null;
  aim: Bound | null;
  median: number;
  lowest: number;
  highest: number;
  verdict: ClaimVerdict;
}

export interface SystemResult {
  system: string;
  /** Median of each metric over the rounds that count. */
  medians: Record<string, number>;
}

export interface ScenarioResult {
  id: string;
  title: string;
  rounds: number;
  claims: ClaimResult[];
  systems: SystemResult[];
  dropped: string[];
  problems: string[];
  verdict: Verdict;
}

/** Holds the rounds against the claims. One round with a wrong count fails the scenario, be it dropped or fast. */
export function judgeScenario(
  scenario: { id: string; title: string },
  prepared: PreparedScenario,
  rounds: ScenarioRounds,
): ScenarioResult {
  const problems = rounds.all.flatMap((round, number) =>
    Object.entries(round).flatMap(([system, { problems }]) =>
      problems.map((problem) => `round ${number + 1}, ${system}: ${problem}`),
    ),
  );
  const claims = prepared.claims.map((claim) => judgeClaim(claim, rounds));
  const isMissed = claims.some((claim) => claim.verdict === 'missed');
  const calm: Verdict = isMissed ? 'missed' : 'met';
  return {
    ...scenario,
    rounds: rounds.kept.length,
    claims,
    systems: prepared.systems.map(({ id }) => ({ system: id, medians: mediansOf(id, rounds.kept) })),
    dropped: rounds.dropped,
    problems,
    verdict: problems.length > 0 ? 'failed' : rounds.isInconclusive ? 'inconclusive' : calm,
  };
}

function judgeClaim(claim: Claim, { kept, isInconclusive }: ScenarioRounds): ClaimResult {
  const values = kept.map((round) => claim.value((system, metric) => metricOf(round, system, metric)));
  const middle = median(values);
  const calm: ClaimVerdict = claim.must === null ? 'unbound' : holds(claim.must, middle) ? 'met' : 'missed';
  const { title, unit, must, aim } = claim;
  return {
    title,
    unit,
    must,
    aim,
    median: middle,
    lowest: Math.min(...values),
    highest: Math.max(...values),
    verdict: isInconclusive ? 'inconclusive' : calm,
  };
}

export function holds(bound: Bound, value: number): boolean {
  return 'atLeast' in bound ? value >= bound.atLeast : value <= bound.atMost;
}

function metricOf(round: Round, system: string, metric: string): number {
  return round[system]?.metrics[metric] ?? Number.NaN;
}

function mediansOf(system: string, rounds: readonly Round[]): Record<string, number> {
  const names = new Set(rounds.flatMap((round) => Object.keys(round[system]?.metrics ?? {})));
  return Object.fromEntries(
    [...names].map((name) => [name, median(rounds.map((round) => metricOf(round, system, name)))]),
  );
}
