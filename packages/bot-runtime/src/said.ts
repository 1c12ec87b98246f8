import type { DispatchOutcome } from '@dovecote/modules/kit/dispatch-update';
import type { SaidCall } from '@dovecote/modules/kit/said-call';
import type { SaidWrite } from '@dovecote/modules/kit/write-statement';

export type UpdateOutcome =
  | DispatchOutcome
  /** `reason` is safe to show: no text of the update and no secret. */
  | { state: 'dead_lettered'; reason: string };

/** What a handler decided: nothing of it has happened yet. */
export interface Said {
  outcome: UpdateOutcome;
  writes: readonly SaidWrite[];
  calls: readonly SaidCall[];
}
