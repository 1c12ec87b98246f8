/** The longest a timer holds; beyond it would fire at once. */
const timerMsMax = 2 ** 31 - 1;

/** Waits, however long, or until the signal is aborted. */
export async function abortableSleep(delayMs: number, signal: AbortSignal): Promise<void> {
  let leftMs = delayMs;
  while (leftMs > 0 && !signal.aborted) {
    const stepMs = Math.min(leftMs, timerMsMax);
    await sleepOnce(stepMs, signal);
    leftMs -= stepMs;
  }
}

function sleepOnce(delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, delayMs);
    signal.addEventListener('abort', end, { once: true });
  });
}
