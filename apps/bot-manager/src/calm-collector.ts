import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';

const helperFlags = ['--no-parallel-scavenge', '--no-concurrent-marking', '--no-concurrent-sweeping'];

/**
 * On a single CPU the collector's helper threads only take turns with the thread they are to help, and a pause that
 * all bots share lasts twice as long. Call it before anything is allocated.
 */
export function calmCollector(): void {
  if (availableParallelism() > 1) return;
  for (const flag of helperFlags) setFlagsFromString(flag);
}
