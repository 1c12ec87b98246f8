/** The handler did not end within its time; what it says afterwards is ignored. */
export class HandlerTimeoutError extends Error {
  override readonly name = 'HandlerTimeoutError';
}

const steps = 20;

/**
 * Runs a handler and throws `HandlerTimeoutError` if it is not done after `budgetMs`. A time in which this process stood
 * still or was kept from the CPU counts as one step of twenty: it is no fault of the handler.
 */
export function withinBudget<Result>(budgetMs: number, run: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    let left = steps;
    const timer = setInterval(() => {
      left -= 1;
      if (left > 0) return;
      clearInterval(timer);
      reject(new HandlerTimeoutError('The handler took too long.'));
    }, budgetMs / steps);
    run()
      .finally(() => clearInterval(timer))
      .then(resolve, reject);
  });
}
