import { leaseSeconds, type ProcessLease, removeDeadProcesses } from '@dovecote/bot-runtime/processes';
import type { Db } from '@dovecote/db/client';
import type { Logger } from '@dovecote/observability/logger';

const beatEveryMs = 1_000;
/** Work stops well before the database would refuse it. */
const stopAfterMs = leaseSeconds * 600;

export interface LeaseKeeper {
  isValid(): boolean;
  stop(): void;
}

/** Beats the lease and removes dead processes. `onLost` is called once when the lease could not be kept. */
export function keepLease(db: Db, lease: ProcessLease, logger: Logger, onLost: () => void): LeaseKeeper {
  let keptAtMs = performance.now();
  let isBeating = false;
  let isLost = false;
  const lose = (): void => {
    if (isLost) return;
    isLost = true;
    onLost();
  };
  const timer = setInterval(async () => {
    if (isBeating) return;
    isBeating = true;
    const beganMs = performance.now();
    try {
      if (await lease.beat()) keptAtMs = beganMs;
      else lose();
      await removeDeadProcesses(db, lease.processId);
    } catch (error) {
      logger.warn({ err: error }, 'the lease could not be extended');
    } finally {
      isBeating = false;
    }
  }, beatEveryMs);
  return {
    isValid: () => !isLost && performance.now() - keptAtMs < stopAfterMs,
    stop: () => clearInterval(timer),
  };
}
