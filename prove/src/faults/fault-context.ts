import type { Plan } from '../plan';
import type { Random } from '../random';
import type { Stage } from '../stage';
import type { Workload } from '../workload';

/** A message sent at the moment of a fault: how long until its answer arrived is how long the chat stood still. */
export interface Probe {
  tag: string;
  sinceMs: number;
}

export interface FaultContext {
  stage: Stage;
  workload: Workload;
  plan: Plan;
  random: Random;
  /** True while the database is down or fresh from a crash: other faults wait, so that each is measured alone. */
  isDatabaseAway: boolean;
  /**
   * When a manager was last killed or put to sleep. A heir that falls asleep right after it inherited keeps its bots for a
   * lease, which says nothing about how soon a death is noticed: kills and sleeps keep apart.
   */
  lastBlowAtMs: number;
  say: (line: string) => void;
  /** Writes down what was done and when. */
  note: (line: string) => void;
}

const apartMs = 2_500;

/** Whether the last kill or sleep is long enough ago. Ask again right before a blow: others wait for calm too. */
export function isCalm(context: FaultContext): boolean {
  return !context.isDatabaseAway && performance.now() - context.lastBlowAtMs > apartMs;
}

export function untilCalm(context: FaultContext): Promise<void> {
  return until(() => isCalm(context));
}

/** Waits until the condition holds. */
export async function until(isTrue: () => boolean | Promise<boolean>, everyMs = 50): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, everyMs));
}
