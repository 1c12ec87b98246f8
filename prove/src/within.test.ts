import { expect, test } from 'vitest';
import { within } from './within';

const full = { maxMs: 2_000, run: 'full', blows: 3 } as const;
const isHeld = (times: readonly number[], bound: Parameters<typeof within>[2]) =>
  within('takeover', times, bound).isHeld;

test('a full run holds its times to their bound, a quick one only to an answer', () => {
  expect(isHeld([900, 1_400], full)).toBe(true);
  expect(isHeld([900, 2_400], full)).toBe(false);
  expect(isHeld([900, 2_400], { ...full, run: 'quick' })).toBe(true);
  expect(isHeld([900, Number.POSITIVE_INFINITY], { ...full, run: 'quick' })).toBe(false);
});

test('kills without one measured answer prove nothing; where nobody was killed nothing is asked', () => {
  for (const run of ['quick', 'full'] as const) {
    expect(isHeld([], { ...full, run })).toBe(false);
    expect(isHeld([], { ...full, run, blows: 0 })).toBe(true);
  }
});
