import { daysBetween } from './local-time';

export interface Streak {
  /** Days in a row; a frozen one neither counts nor ends them. */
  streak: number;
  streakBest: number;
  lastDay: string | null;
  /** Missed days that will not end the streak; at most one. */
  freezes: number;
}

export interface NextStreak extends Streak {
  isFreezeUsed: boolean;
}

/** A freeze comes back with each such day in a row. */
const freezeEveryDays = 7;

/** The streak after a check-in on a local day; null if that day, or a later one, is checked in already. */
export function nextStreak(before: Streak, today: string): NextStreak | null {
  const gap = before.lastDay === null ? Number.POSITIVE_INFINITY : daysBetween(before.lastDay, today);
  if (gap <= 0) return null;
  const isFreezeUsed = gap === 2 && before.freezes > 0;
  const isContinued = gap === 1 || isFreezeUsed;
  const streak = isContinued ? before.streak + 1 : 1;
  const left = isFreezeUsed ? 0 : before.freezes;
  const freezes = !isContinued || streak % freezeEveryDays === 0 ? 1 : left;
  return { streak, streakBest: Math.max(before.streakBest, streak), lastDay: today, freezes, isFreezeUsed };
}
