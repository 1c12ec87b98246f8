import { AppError } from '@dovecote/errors/app-error';

/**
 * Runs at most `runningMax` tasks at once and lets at most `waitingMax` wait.
 * @throws AppError `UNAVAILABLE` for the ones beyond.
 */
export function createBoundedPool(runningMax: number, waitingMax: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (task) => {
    if (running >= runningMax) {
      if (waiting.length >= waitingMax) {
        throw new AppError(
          'UNAVAILABLE',
          'Too many people are signing in at this moment. Try again in a few seconds.',
          {
            retryAfterSeconds: 5,
          },
        );
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
