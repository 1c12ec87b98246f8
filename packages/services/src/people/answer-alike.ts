import { setTimeout as sleep } from 'node:timers/promises';

/** Well above what the work takes, so that the time tells nothing. */
const floorMs = 250;

/** Does work whose outcome a stranger must not read from the time it took; failures come through. */
export async function answerAlike(work: Promise<void>): Promise<void> {
  const [outcome] = await Promise.allSettled([work, sleep(floorMs)]);
  if (outcome.status === 'rejected') throw outcome.reason;
}
