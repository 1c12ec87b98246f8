import { describeMachine } from '@dovecote/local-stack/describe-machine';
import { judgeScenario, type ScenarioResult } from './judge-scenario';
import { printResults } from './print-results';
import type { BenchArguments } from './read-arguments';
import { canPin } from './rig/pin-process';
import { type Rig, startRig } from './rig/rig';
import { runRounds } from './run-rounds';
import type { Scenario } from './scenario';
import { scenarios } from './scenarios';

export interface BenchReport {
  date: string;
  machine: string;
  rounds: number;
  secondsPerRound: number;
  results: ScenarioResult[];
  isMet: boolean;
}

/** Runs the scenarios one after another and prints one table at the end. */
export async function runBench(options: BenchArguments, say: (line: string) => void): Promise<BenchReport> {
  const results: ScenarioResult[] = [];
  const rig = await startRig(options.profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profileDir}`]);
  const stopEarly = (): void => void rig.close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stopEarly);
  if (!canPin()) say('  Processes cannot be held on one CPU here (one CPU, or no taskset): expect wide spreads.');
  try {
    for (const scenario of scenarios.filter(({ id }) => options.ids.includes(id))) {
      say(`  ${scenario.id} ${scenario.title}`);
      results.push(await runScenario(rig, scenario, options, say));
    }
  } finally {
    await rig.close();
  }
  say(`\n${printResults(results)}\n`);
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: describeMachine(),
    rounds: options.rounds,
    secondsPerRound: options.secondsPerRound,
    results,
    isMet: results.every((result) => result.verdict === 'met'),
  };
}

/** One that cannot even be prepared has failed; the others still run. */
async function runScenario(
  rig: Rig,
  scenario: Scenario,
  options: BenchArguments,
  say: (line: string) => void,
): Promise<ScenarioResult> {
  const { id, title, roundsMax = options.rounds } = scenario;
  try {
    const prepared = await scenario.prepare(rig, options);
    const rounds = await runRounds(prepared, Math.min(options.rounds, roundsMax), say);
    return judgeScenario({ id, title }, prepared, rounds);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    say(`    PROBLEM: ${problem}`);
    return { id, title, rounds: 0, claims: [], systems: [], dropped: [], problems: [problem], verdict: 'failed' };
  }
}
