import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { HandlerTimeoutError, withinBudget } from './handler-budget';

test('a handler that never ends is given up when its time is over, and not a moment before', async () => {
  vi.useFakeTimers();
  try {
    let outcome: unknown = 'running';
    void withinBudget(5_000, () => new Promise(() => undefined)).catch((error: unknown) => {
      outcome = error;
    });
    await vi.advanceTimersByTimeAsync(4_999);
    expect(outcome).toBe('running');
    await vi.advanceTimersByTimeAsync(1);
    expect(outcome).toBeInstanceOf(HandlerTimeoutError);
  } finally {
    vi.useRealTimers();
  }
});

test.each([
  ['its result', async () => 'result', 'result'],
  ['what it throws', () => Promise.reject(new Error('its own')), 'its own'],
])('one that ends in time gives %s and leaves no timer behind', async (_what, run, expected) => {
  vi.useFakeTimers();
  try {
    const outcome = await withinBudget(5_000, run).catch((error: Error) => error.message);
    expect(outcome).toBe(expected);
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    vi.useRealTimers();
  }
});

test('a process that stood still takes nothing from the time of its handlers', async () => {
  const done = withinBudget(200, async () => {
    await sleep(10);
    await sleep(10);
    return 'done';
  });
  const wokenMs = performance.now() + 500;
  while (performance.now() < wokenMs);
  expect(await done).toBe('done');
});
