import { achievementTitle } from '../achievements/achievement-title';
import { achievementsOf } from '../achievements/achievements-of';
import { measureRule } from '../achievements/rules';
import { progressOf } from '../achievements/unlock-achievements';
import type { EngagementContext } from '../engagement-context';
import { gameKinds } from '../games/game-kinds';
import { gameKeys } from '../games/game-texts';
import { pointsToNextLevel } from './level-of';
import { nextStreak } from './next-streak';
import type { Sheet } from './sheet';

export interface Step {
  text: string;
  /** From the person's own history. */
  reason: string;
  action: 'checkin' | 'games' | 'badges' | 'refer' | 'home';
}

const nearShare = 0.6;

/** What the person might do next, and why just that: nothing but their own numbers decides. */
export function suggestStep(ctx: EngagementContext, sheet: Sheet): Step {
  return keepStreak(ctx, sheet) ?? nearAchievement(ctx, sheet) ?? nearLevel(ctx, sheet) ?? favouriteGame(ctx, sheet);
}

function keepStreak(ctx: EngagementContext, sheet: Sheet): Step | null {
  const next = nextStreak(sheet.standing, sheet.ownTime.day);
  if (!next || next.streak < 2) return null;
  return {
    text: ctx.t('step.streak', { streak: next.streak }),
    reason: ctx.t('why.streak', { streak: sheet.standing.streak }),
    action: 'checkin',
  };
}

function nearAchievement(ctx: EngagementContext, sheet: Sheet): Step | null {
  const progress = progressOf(ctx, sheet);
  const open = achievementsOf(ctx.settings)
    .filter(({ id }) => !sheet.standing.unlocked.includes(id))
    .map((achievement) => ({ achievement, done: measureRule(achievement.rule, progress) }))
    .filter(({ achievement, done }) => done >= nearShare * achievement.threshold && done < achievement.threshold)
    .sort((a, b) => b.done / b.achievement.threshold - a.done / a.achievement.threshold);
  const [nearest] = open;
  if (!nearest) return null;
  const { achievement, done } = nearest;
  return {
    text: ctx.t('step.achievement', { icon: achievement.icon, title: achievementTitle(ctx, achievement) }),
    reason: ctx.t('why.achievement', { done, threshold: achievement.threshold }),
    action: 'badges',
  };
}

function nearLevel(ctx: EngagementContext, sheet: Sheet): Step | null {
  const missing = pointsToNextLevel(sheet.earned, ctx.settings.levels);
  if (missing === null || sheet.earned < nearShare * (sheet.earned + missing)) return null;
  return {
    text: ctx.t('step.level', { level: sheet.level + 1 }),
    reason: ctx.t('why.level', { earned: sheet.earned, missing }),
    action: 'games',
  };
}

function favouriteGame(ctx: EngagementContext, sheet: Sheet): Step {
  const [kind] = gameKinds
    .filter((one) => ctx.settings.games[one])
    .map((one) => ({ one, won: sheet.countOf(`game_${one}`) }))
    .sort((a, b) => b.won - a.won);
  if (!kind) return { text: ctx.t('step.checkin'), reason: ctx.t('why.new'), action: 'checkin' };
  const reason = kind.won === 0 ? ctx.t('why.new') : ctx.t('why.game', { won: kind.won });
  return { text: ctx.t('step.game', { game: ctx.t(gameKeys[kind.one]) }), reason, action: 'games' };
}
