import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the check passes and answers what it answered; its last failure is the test's failure. */
export async function eventually<Found>(check: () => Promise<Found> | Found, timeoutMs = 15_000): Promise<Found> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}
