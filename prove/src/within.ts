import { quantile } from './check-run';
import type { TableRow } from './print-table';

export interface TimeBound {
  maxMs: number;
  /** The bound holds a full run only: a quick one may share its machine, and must but come to an end. */
  run: 'quick' | 'full';
  /** What was done that had to be measured. */
  blows: number;
}

/** Whether times keep to their bound. None at all, after something was done that should have been measured, prove nothing. */
export function within(what: string, times: readonly number[], { maxMs, run, blows }: TimeBound): TableRow {
  const p99 = quantile(times, 0.99);
  const found = `${p99.toFixed(0)} ms (p50 ${quantile(times, 0.5).toFixed(0)}, max ${quantile(times, 1).toFixed(0)})`;
  const isMeasured = times.length > 0 || blows === 0;
  if (run === 'quick') {
    const must = `answered; --full: at most ${maxMs} ms`;
    return { what, found, must, isHeld: isMeasured && Number.isFinite(p99) };
  }
  return { what, found, must: `at most ${maxMs} ms`, isHeld: isMeasured && p99 <= maxMs };
}
