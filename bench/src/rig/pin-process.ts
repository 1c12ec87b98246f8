import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** The system under test has a CPU for itself; all that serves or measures it shares the other. */
export const cpus = { underTest: 0, rest: 1 };

let isPinnable: boolean | undefined;

/** Whether processes can be held on one CPU here. */
export function canPin(): boolean {
  isPinnable ??= availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0;
  return isPinnable;
}

/** Holds a running process, and whatever it starts from now on, on one CPU. */
export function pinProcess(pid: number, cpu: number): void {
  if (canPin()) spawnSync('taskset', ['-apc', String(cpu), String(pid)]);
}
