/** The handler did not end within its time; what it says afterwards is ignored. */
export class HandlerTimeoutError extends Error {
  override readonly name = 'HandlerTimeoutError';
}

/** Runs a handler and throws `HandlerTimeoutError` if it is not done after `budgetMs`. */
export function withinBudget<Result>(budgetMs: number, run: () => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new HandlerTimeoutError('The handler took too long.')), budgetMs);
    run()
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
}
