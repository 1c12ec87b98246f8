/** The handler did not end within its time; what it says afterwards is ignored. */
export class HandlerTimeoutError extends Error {
  override readonly name = 'HandlerTimeoutError';
}

/** Runs a handler and throws `HandlerTimeoutError` if it is not done after `budgetMs`. */
export async function withinBudget<Result>(budgetMs: number, run: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new HandlerTimeoutError('The handler took too long.')), budgetMs);
  });
  try {
    return await Promise.race([run(), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
