import type { Usage } from './usage-view';

const dayMs = 86_400_000;
const daysMin = 3;
const horizonDays = 365;

/**
 * Where this month's pace and the growth of the busiest minutes lead to. The growth is a straight line by least squares
 * through the days since the first update; fewer than three days show none.
 */
export function forecastUsage(
  now: Date,
  month: number,
  days: Usage['days'],
  updatesPerMinuteMax: number | null,
): Usage['forecast'] {
  const start = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1);
  const end = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1);
  // In the month's first hours a few updates would make a month's worth.
  const passed = Math.max(now.getTime() - start, dayMs) / (end - start);
  return { month: Math.round(month / passed), limitOn: limitOn(now, days, updatesPerMinuteMax) };
}

function limitOn(now: Date, days: Usage['days'], max: number | null): string | null {
  const first = days.findIndex((day) => day.updates > 0);
  const peaks = first < 0 ? [] : days.slice(first).map((day) => day.peakMinute);
  if (max === null || peaks.length < daysMin) return null;
  const middle = (peaks.length - 1) / 2;
  const mean = peaks.reduce((sum, peak) => sum + peak, 0) / peaks.length;
  let rise = 0;
  let run = 0;
  for (const [index, peak] of peaks.entries()) {
    rise += (index - middle) * (peak - mean);
    run += (index - middle) ** 2;
  }
  const slope = rise / run;
  const today = mean + slope * middle;
  if (slope <= 0 || today >= max) return null;
  const inDays = Math.ceil((max - today) / slope);
  return inDays > horizonDays ? null : new Date(now.getTime() + inDays * dayMs).toISOString().slice(0, 10);
}
