import type { Rig } from './rig/rig';

export type Metrics = Record<string, number>;

export interface Measurement {
  metrics: Metrics;
  /** What makes the round a failure however fast it was: a count that is not right, a call that failed. */
  problems: string[];
}

export interface BenchOptions {
  rounds: number;
  secondsPerRound: number;
}

/** One thing that is measured in every round, ours or a peer. */
export interface System {
  id: string;
  measure(): Promise<Measurement>;
}

export type Bound = { atLeast: number } | { atMost: number };

/** What is held against its bounds: one number out of the measurements of one round. */
export interface Claim {
  title: string;
  unit: '×' | 'ms' | 'µs' | 'MB' | 's' | '%' | '';
  must: Bound | null;
  aim: Bound | null;
  /** `of` gives a system's metric in this round. */
  value(of: (system: string, metric: string) => number): number;
}

export interface PreparedScenario {
  systems: System[];
  claims: Claim[];
  /** Whose spread says whether the machine was quiet enough. */
  steady: { system: string; metric: string } | null;
}

export interface Scenario {
  id: string;
  title: string;
  /** Where a round takes minutes and its figures hardly vary. */
  roundsMax?: number;
  prepare(rig: Rig, options: BenchOptions): Promise<PreparedScenario>;
}
