import { expect, test } from 'vitest';
import { forecastUsage } from './forecast-usage';

const now = new Date('2026-11-16T00:00:00Z');

function daysOf(peaks: readonly number[]) {
  return peaks.map((peakMinute, index) => ({
    day: new Date(now.getTime() - (peaks.length - 1 - index) * 86_400_000).toISOString().slice(0, 10),
    updates: peakMinute * 10,
    peakMinute,
  }));
}

test('half a month makes twice as much by its end, and the first hours make no month’s worth', () => {
  expect(forecastUsage(now, 1_500, [], null).month).toBe(3_000);
  expect(forecastUsage(new Date('2026-11-01T00:05:00Z'), 10, [], null).month).toBe(300);
});

test('busiest minutes that grow by ten a day reach a hundred when the line does', () => {
  expect(forecastUsage(now, 0, daysOf([0, 0, 10, 20, 30, 40]), 100).limitOn).toBe('2026-11-22');
});

test.each([
  ['no bound', [10, 20, 30, 40], null],
  ['no growth', [40, 40, 40, 40], 100],
  ['a fall', [40, 30, 20, 10], 100],
  ['too few days', [0, 10, 90], 100],
  ['a growth too slow to matter', [10, 10, 10, 10.1], 100_000],
  ['no updates at all', [0, 0, 0, 0], 100],
])('%s is no day', (_name, peaks, max) => expect(forecastUsage(now, 0, daysOf(peaks), max).limitOn).toBeNull());
