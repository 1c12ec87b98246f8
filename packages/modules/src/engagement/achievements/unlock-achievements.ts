import type { EngagementContext } from '../engagement-context';
import { daysBetween, localTime } from '../people/local-time';
import type { Sheet } from '../people/sheet';
import type { Achievement } from './achievement';
import { achievementsOf } from './achievements-of';
import { measureRule, type Progress } from './rules';

/** Unlocks what the sheet's person has now reached, and what is reached by the points for that; answers which. */
export function unlockAchievements(ctx: EngagementContext, sheet: Sheet): Achievement[] {
  if (sheet.isBanned) return [];
  const unlocked: Achievement[] = [];
  const open = new Set(achievementsOf(ctx.settings).filter(({ id }) => !sheet.standing.unlocked.includes(id)));
  for (let hasMore = true; hasMore; ) {
    hasMore = false;
    const progress = progressOf(ctx, sheet);
    for (const achievement of open) {
      if (measureRule(achievement.rule, progress) < achievement.threshold) continue;
      open.delete(achievement);
      sheet.earn({
        key: `achievement:${sheet.personId}:${achievement.id}`,
        reason: 'achievement',
        points: achievement.points,
        subject: { achievement: achievement.id },
        isPassive: true,
      });
      unlocked.push(achievement);
      hasMore = true;
    }
  }
  return unlocked;
}

/** How far a sheet's person is on everything that rules look at. */
export function progressOf(ctx: EngagementContext, sheet: Sheet): Progress {
  const { joinedAt } = sheet.standing;
  return {
    earned: sheet.earned,
    level: sheet.level,
    streakBest: sheet.changes.streak_best ?? sheet.standing.streakBest,
    days: joinedAt ? daysBetween(localTime(joinedAt, sheet.zone).day, localTime(ctx.clock(), sheet.zone).day) : 0,
    countOf: (tag) => sheet.countOf(tag),
  };
}
