const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** After each failed attempt, until the next: 75 hours and a half in all. */
const gapsMs = [
  5_000,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
];

/** Milliseconds until the next attempt, a tenth more or less; null after the last. `chance` is from 0 to 1. */
export function retryGapMs(attempts: number, chance: number): number | null {
  const gapMs = gapsMs[attempts - 1];
  return gapMs === undefined ? null : Math.round(gapMs * (0.9 + 0.2 * chance));
}
