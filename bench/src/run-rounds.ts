import { median } from './rig/quantile';
import type { Measurement, PreparedScenario } from './scenario';

export type Round = Record<string, Measurement>;

export interface ScenarioRounds {
  all: readonly Round[];
  /** Those whose figures count. */
  kept: Round[];
  /** Why each dropped round was dropped. */
  dropped: string[];
  /** True if the machine was too restless for a verdict. */
  isInconclusive: boolean;
}

/** The peer's spread above which a round may not be trusted: (highest - lowest) / median. */
const spreadMax = 0.4;
/** Of seven rounds, two may be dropped. */
const droppedShareMax = 2 / 7;

/** Measures every system once a round, taking turns at going first, and drops what the peer's spread forbids. */
export async function runRounds(
  scenario: PreparedScenario,
  count: number,
  say: (line: string) => void,
): Promise<ScenarioRounds> {
  const rounds: Round[] = [];
  for (let number = 1; number <= count; number += 1) {
    const round: Round = {};
    const inTurn = number % 2 === 1 ? scenario.systems : [...scenario.systems].reverse();
    for (const system of inTurn) {
      const measured = await measure(system);
      round[system.id] = measured;
      say(`    round ${number} ${system.id}: ${describe(measured)}`);
    }
    rounds.push(round);
  }
  return dropRestless(rounds, scenario.steady);
}

/** A system that cannot be measured is a failed round, not the end of the run. */
async function measure(system: PreparedScenario['systems'][number]): Promise<Measurement> {
  try {
    return await system.measure();
  } catch (error) {
    return { metrics: {}, problems: [error instanceof Error ? error.message : String(error)] };
  }
}

export function dropRestless(rounds: readonly Round[], steady: PreparedScenario['steady']): ScenarioRounds {
  const kept = [...rounds];
  const dropped: string[] = [];
  if (steady === null) return { all: rounds, kept, dropped, isInconclusive: false };
  const steadyOf = (round: Round): number => round[steady.system]?.metrics[steady.metric] ?? Number.NaN;
  const mayDrop = Math.floor(rounds.length * droppedShareMax);
  for (;;) {
    const values = kept.map(steadyOf);
    const middle = median(values);
    const spread = (Math.max(...values) - Math.min(...values)) / middle;
    if (!(spread > spreadMax)) return { all: rounds, kept, dropped, isInconclusive: false };
    if (dropped.length >= mayDrop) return { all: rounds, kept, dropped, isInconclusive: true };
    const [worst] = [...kept].sort((a, b) => Math.abs(steadyOf(b) - middle) - Math.abs(steadyOf(a) - middle));
    if (!worst) return { all: rounds, kept, dropped, isInconclusive: true };
    kept.splice(kept.indexOf(worst), 1);
    dropped.push(
      `round ${rounds.indexOf(worst) + 1}: ${steady.system}'s ${steady.metric} was ${format(steadyOf(worst))}, ` +
        `the median is ${format(middle)} (spread ${Math.round(spread * 100)} %)`,
    );
  }
}

function describe({ metrics, problems }: Measurement): string {
  const numbers = Object.entries(metrics).map(([name, value]) => `${name} ${format(value)}`);
  return [...numbers, ...problems.map((problem) => `PROBLEM: ${problem}`)].join(', ');
}

/** Three digits that count. */
export function format(value: number): string {
  if (!Number.isFinite(value)) return '-';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return String(Number(value.toPrecision(3)));
}
