import { expect, test } from 'vitest';
import { Breaker } from './breaker';

const failuresMax = 3;

function openBreaker(): Breaker {
  const breaker = new Breaker(failuresMax);
  for (let failure = 0; failure < failuresMax; failure += 1) breaker.note(false, 0);
  return breaker;
}

test('only failures in a row open it, and the one that does says so', () => {
  const breaker = new Breaker(failuresMax);
  const told = [false, false, true, false, false, false].map((hasAnswered) => breaker.note(hasAnswered, 0));
  expect(told).toEqual([false, false, false, false, false, true]);
  expect(breaker.isOpen).toBe(true);
  expect(breaker.delayMs(0)).toBe(1_000);
});

test('asking when the next call may go uses nothing up; taking it makes the others wait for what it finds', () => {
  const breaker = openBreaker();
  expect([breaker.delayMs(400), breaker.delayMs(1_000), breaker.delayMs(1_000)]).toEqual([600, 0, 0]);
  breaker.take(1_000);
  expect(breaker.delayMs(1_000)).toBeGreaterThan(0);
  expect(breaker.note(true, 1_100)).toBe(true);
  expect([breaker.isOpen, breaker.delayMs(1_100)]).toEqual([false, 0]);
});

test('pauses double up to a quarter of a minute, and failures of calls made before the pause do not count', () => {
  const breaker = openBreaker();
  let nowMs = 0;
  const pausesMs = Array.from({ length: 6 }, () => {
    breaker.note(false, nowMs);
    const pauseMs = breaker.delayMs(nowMs);
    nowMs += pauseMs;
    breaker.take(nowMs);
    breaker.note(false, nowMs);
    return pauseMs;
  });
  expect(pausesMs).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000]);
});

test('a probe nobody reports on stops blocking the next one after half a minute', () => {
  const breaker = openBreaker();
  breaker.take(1_000);
  expect(breaker.delayMs(30_999)).toBeGreaterThan(0);
  expect(breaker.delayMs(31_000)).toBe(0);
});
