import { describe, expect, it } from 'vitest';
import { daysBetween, localTime, mondayOf } from './local-time';
import { nextStreak, type Streak } from './next-streak';

const start: Streak = { streak: 0, streakBest: 0, lastDay: null, freezes: 1 };

/** Checks in at each moment, by the zone's clock; the streak after each. */
function streaks(zone: string, moments: readonly string[]): (number | null)[] {
  let streak = start;
  return moments.map((moment) => {
    const next = nextStreak(streak, localTime(new Date(moment), zone).day);
    streak = next ?? streak;
    return next?.streak ?? null;
  });
}

describe('a streak', () => {
  it('goes on with each local day, also where a day has 23 or 25 hours', () => {
    const spring = ['2026-03-28T23:00:00Z', '2026-03-29T21:59:00Z', '2026-03-29T22:00:00Z', '2026-03-30T22:00:00Z'];
    expect(streaks('Europe/Berlin', spring)).toEqual([1, null, 2, 3]);
    const autumn = ['2026-10-24T22:00:00Z', '2026-10-25T22:59:00Z', '2026-10-25T23:00:00Z', '2026-10-26T23:00:00Z'];
    expect(streaks('Europe/Berlin', autumn)).toEqual([1, null, 2, 3]);
  });

  it('outlives one missed day by its freeze, and no second one', () => {
    const days = (dates: readonly string[]) =>
      streaks(
        'UTC',
        dates.map((date) => `2026-03-${date}T12:00:00Z`),
      );
    expect(days(['01', '03', '04'])).toEqual([1, 2, 3]);
    expect(days(['01', '03', '05'])).toEqual([1, 2, 1]);
    expect(days(['01', '04'])).toEqual([1, 1]);
  });

  it('outlives a missed day across the change of the clocks', () => {
    const missed = ['2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'];
    expect(streaks('Europe/Berlin', missed)).toEqual([1, 2]);
  });

  it('has its freeze back with every seventh day', () => {
    let streak = start;
    const freezes: number[] = [];
    for (const day of ['01', '03', '04', '05', '06', '07', '08', '10']) {
      streak = nextStreak(streak, `2026-03-${day}`) ?? streak;
      freezes.push(streak.freezes);
    }
    expect(freezes).toEqual([1, 0, 0, 0, 0, 0, 1, 0]);
    expect(streak.streak).toBe(8);
  });

  it('never counts a day again, nor one before it', () => {
    expect(nextStreak({ ...start, lastDay: '2026-03-05' }, '2026-03-05')).toBeNull();
    expect(nextStreak({ ...start, lastDay: '2026-03-05' }, '2026-03-04')).toBeNull();
  });
});

describe('days', () => {
  it('are the calendar’s', () => {
    expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(mondayOf('2026-03-01')).toBe('2026-02-23');
    expect(mondayOf('2026-03-02')).toBe('2026-03-02');
  });

  it('follow UTC where the zone is none', () => {
    expect(localTime(new Date('2026-03-02T23:30:00Z'), 'Nowhere/None')).toEqual({
      day: '2026-03-02',
      hour: 23,
      weekday: 1,
    });
  });
});
