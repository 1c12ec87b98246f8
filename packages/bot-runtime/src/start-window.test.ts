import { expect, test } from 'vitest';
import { StartWindow } from './start-window';

/** Starts one after another as early as the window lets them, and answers when each was. */
function startAll(perSecond: number, count: number): number[] {
  const window = new StartWindow(perSecond);
  const startsMs: number[] = [];
  for (let nowMs = 0; startsMs.length < count; ) {
    const waitMs = window.take(nowMs);
    if (waitMs === 0) startsMs.push(nowMs);
    nowMs += waitMs;
  }
  return startsMs;
}

const mostWithin = (startsMs: readonly number[], spanMs: number): number =>
  Math.max(...startsMs.map((from) => startsMs.filter((at) => at >= from && at < from + spanMs).length));

test('no second, wherever it begins, holds more starts than the rate, and a backlog uses it up', () => {
  for (const perSecond of [1, 2, 30, 100, 1_000]) {
    const startsMs = startAll(perSecond, perSecond * 4);
    expect(mostWithin(startsMs, 1_000), `${perSecond} a second`).toBe(perSecond);
    expect(startsMs.at(-1), `${perSecond} a second`).toBeLessThan(4_000);
  }
});

test('a backlog starts spread over the second, not all at its beginning', () => {
  const startsMs = startAll(100, 400);
  expect(mostWithin(startsMs, 50)).toBeLessThanOrEqual(10);
  expect(mostWithin(startsMs.slice(10), 50)).toBeLessThanOrEqual(6);
});

test('four that come together start together, and as many as a slow bot may', () => {
  expect(startAll(30, 4)).toEqual([0, 0, 0, 0]);
  expect(startAll(2, 2)).toEqual([0, 0]);
});
