import type { Logger } from './logger';

const everyMs = 60_000;

/**
 * Warns of a trouble that may come many times a second for as long as a database or a queue is away: at once, and then
 * once a minute with how many warnings were left out before it.
 */
export function warnSeldom(logger: Logger, message: string, nowMs = () => performance.now()): (err: unknown) => void {
  let toldAtMs = Number.NEGATIVE_INFINITY;
  let leftOut = 0;
  return (err) => {
    if (nowMs() - toldAtMs < everyMs) {
      leftOut += 1;
      return;
    }
    toldAtMs = nowMs();
    logger.warn(leftOut > 0 ? { err, leftOut } : { err }, message);
    leftOut = 0;
  };
}
