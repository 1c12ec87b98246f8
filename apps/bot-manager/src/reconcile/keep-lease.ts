import { setTimeout as sleep } from 'node:timers/promises';
import { leaseSeconds } from '@dovecote/bot-runtime/lease-connection';
import type { LiveProcess, ProcessLease } from '@dovecote/bot-runtime/processes';
import type { Logger } from '@dovecote/observability/logger';

const beatEveryMs = 250;
/** A lock whose connection was cut is taken again within this time; the lock of a dead process is not. */
const secondLookMs = 150;
/** Work stops well before the database would refuse it. */
const stopAfterMs = leaseSeconds * 600;
const checkEveryMs = 200;

export interface Members {
  /** Every process that is not known to be dead, this one among them. */
  all: readonly LiveProcess[];
  /** Those that were there at the last look and are no more. */
  gone: readonly string[];
}

export interface LeaseKeeper {
  /** False as soon as others may take this process for dead; by the monotonic clock, so it is right after a pause too. */
  isValid(): boolean;
  /** Called when `isValid` changes. It is true again if the database comes back before anybody buried this process. */
  onChange(listener: (isValid: boolean) => void): void;
  members(): readonly LiveProcess[];
  /** Called after every look at the processes. */
  onLook(listener: (members: Members) => void): void;
  /** Looks now; resolves when a look that began after this call is over, whatever came of it. */
  lookNow(): Promise<void>;
  stop(): void;
}

/** Beats the lease, buries dead processes and knows who lives. `onLost` is called once, when others buried this process. */
export function keepLease(lease: ProcessLease, logger: Logger, onLost: () => void): LeaseKeeper {
  let keptAtMs = performance.now();
  let isLost = false;
  let isStopped = false;
  let known: readonly LiveProcess[] = [];
  const listeners: ((members: Members) => void)[] = [];
  const changeListeners: ((isValid: boolean) => void)[] = [];
  let wasValid = true;
  let askers: (() => void)[] = [];
  let wake: () => void = () => undefined;

  const lose = (): void => {
    if (isLost || isStopped) return;
    isLost = true;
    onLost();
  };
  const isValid = () => !isLost && performance.now() - keptAtMs < stopAfterMs;
  const tellChange = (): void => {
    if (isValid() === wasValid) return;
    wasValid = !wasValid;
    for (const listener of changeListeners) listener(wasValid);
  };

  /** One look at everybody; true if somebody was buried, which calls for another look at once. */
  const look = async (): Promise<boolean> => {
    const beganMs = performance.now();
    const beat = await lease.beat();
    if (!beat.isKept) lose();
    else keptAtMs = beganMs;
    tellChange();
    const ids = new Set(beat.live.map((one) => one.id));
    const gone = known.filter((one) => !ids.has(one.id)).map((one) => one.id);
    known = beat.live;
    for (const listener of listeners) listener({ all: known, gone });
    if (beat.suspects.length === 0) return false;
    await sleep(secondLookMs);
    await lease.bury(beat.suspects);
    return true;
  };

  const run = async (): Promise<void> => {
    let hasFailed = false;
    while (!isStopped && !isLost) {
      let isUrgent = false;
      const answered = askers;
      askers = [];
      try {
        isUrgent = await look();
        hasFailed = false;
      } catch (error) {
        // Four times a second would bury everything else in the log.
        if (!hasFailed) logger.warn({ err: error }, 'the lease could not be extended; trying on');
        hasFailed = true;
      }
      for (const answer of answered) answer();
      if (!isUrgent && askers.length === 0) await pause();
    }
    for (const answer of askers) answer();
  };
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, beatEveryMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  void run();
  // Beside the beats, because a beat may hang as long as the database does.
  const timer = setInterval(tellChange, checkEveryMs);

  return {
    isValid,
    members: () => known,
    onChange: (listener) => void changeListeners.push(listener),
    onLook: (listener) => void listeners.push(listener),
    lookNow: () =>
      new Promise((resolve) => {
        if (isStopped || isLost) return resolve();
        askers.push(resolve);
        wake();
      }),
    stop: () => {
      isStopped = true;
      clearInterval(timer);
      wake();
    },
  };
}
