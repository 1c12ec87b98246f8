import { expect, it } from 'vitest';
import { isTimeZone } from './is-time-zone';
import { nextRun } from './next-run';

function runs(cron: string, zone: string, from: string, count: number): string[] {
  const found: string[] = [];
  for (let at = new Date(from); found.length < count; ) {
    at = nextRun(cron, zone, at);
    found.push(at.toISOString());
  }
  return found;
}

it('keeps the local hour when the clocks change', () => {
  expect(runs('0 9 * * *', 'Europe/Berlin', '2026-03-27T12:00:00Z', 3)).toEqual([
    '2026-03-28T08:00:00.000Z',
    '2026-03-29T07:00:00.000Z',
    '2026-03-30T07:00:00.000Z',
  ]);
});

it.each([
  ['a skipped', '30 2 * * *', '2026-03-28T02:00:00Z', '2026-03-30T12:00:00Z'],
  ['a doubled', '30 2 * * *', '2026-10-24T02:00:00Z', '2026-10-26T12:00:00Z'],
])('%s local time counts once a day', (_what, cron, from, until) => {
  const days = runs(cron, 'Europe/Berlin', from, 6)
    .filter((at) => at < until)
    .map((at) => new Date(at).toLocaleDateString('en-CA', { timeZone: 'Europe/Berlin' }));
  expect(days).toEqual([...new Set(days)]);
  expect(days).toHaveLength(2);
});

it('knows the names of time zones', () => {
  expect(['UTC', 'Europe/Berlin', 'America/Argentina/Ushuaia'].map(isTimeZone)).toEqual([true, true, true]);
  expect(['', 'Berlin', 'Europe/Atlantis', '+03:00'].map(isTimeZone)).toEqual([false, false, false, false]);
});
