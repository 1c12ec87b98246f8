import {
  type Achievement,
  type AchievementCategory,
  achievementCategories,
  type Rarity,
} from '../achievements/achievement';
import { achievementTitle } from '../achievements/achievement-title';
import { achievementsOf } from '../achievements/achievements-of';
import { measureRule } from '../achievements/rules';
import { progressOf } from '../achievements/unlock-achievements';
import type { EngagementContext } from '../engagement-context';
import type { Sheet } from '../people/sheet';
import { button, dashboardBack, type Screen } from './screen';

const categoryKeys: Readonly<Record<AchievementCategory, string>> = {
  engagement: 'category.engagement',
  gaming: 'category.gaming',
  social: 'category.social',
  time: 'category.time',
};

const rarityKeys: Readonly<Record<Rarity, string>> = {
  common: 'rarity.common',
  uncommon: 'rarity.uncommon',
  rare: 'rarity.rare',
  epic: 'rarity.epic',
  legendary: 'rarity.legendary',
};

/** One category of achievements: what is unlocked, and how far the person is with the others. */
export function badgesScreen(ctx: EngagementContext, sheet: Sheet, argument: string): Screen {
  const category = achievementCategories.find((one) => one === argument) ?? 'engagement';
  const all = achievementsOf(ctx.settings);
  const unlocked = new Set(sheet.standing.unlocked);
  const progress = progressOf(ctx, sheet);
  const lineOf = (achievement: Achievement): string => {
    const { icon, threshold, points } = achievement;
    const about = {
      icon,
      title: achievementTitle(ctx, achievement),
      rarity: ctx.t(rarityKeys[achievement.rarity]),
      points,
    };
    if (unlocked.has(achievement.id)) return ctx.t('badges.unlocked', about);
    const done = Math.min(measureRule(achievement.rule, progress), threshold);
    return ctx.t('badges.open', { ...about, done: Math.max(done, 0), threshold });
  };
  const title = ctx.t('badges.title', {
    unlocked: all.filter(({ id }) => unlocked.has(id)).length,
    all: all.length,
    category: ctx.t(categoryKeys[category]),
  });
  const lines = all.filter((one) => one.category === category).map(lineOf);
  const others = achievementCategories.filter((one) => one !== category);
  return {
    text: [title, lines.join('\n')].filter((paragraph) => paragraph !== '').join('\n\n'),
    buttons: [others.map((one) => button(ctx, ctx.t(categoryKeys[one]), 'badges', one)), [dashboardBack(ctx)]],
  };
}
