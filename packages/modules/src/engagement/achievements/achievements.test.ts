import { describe, expect, it } from 'vitest';
import { createTranslator } from '../../kit/create-translator';
import { engagementDefinition } from '../definition';
import en from '../locales/en.json';
import { levelOf, pointsToNextLevel } from '../people/level-of';
import { achievementCategories, pointsByRarity, rarities } from './achievement';
import { achievementTitle } from './achievement-title';
import { achievementsOf } from './achievements-of';
import { builtInAchievements } from './built-in';
import { measureRule, type Progress, ruleKinds } from './rules';

const progress: Progress = { earned: 1, level: 2, streakBest: 3, days: 4, countOf: (tag) => tag.length };

describe('the built-in achievements', () => {
  it('are at least 24, of every category and rarity, each with a name, an icon and points of its own rarity', () => {
    expect(builtInAchievements.length).toBeGreaterThanOrEqual(24);
    expect(new Set(builtInAchievements.map(({ id }) => id)).size).toBe(builtInAchievements.length);
    expect(new Set(builtInAchievements.map(({ icon }) => icon)).size).toBe(builtInAchievements.length);
    expect(new Set(builtInAchievements.map(({ glyph }) => glyph)).size).toBe(builtInAchievements.length);
    expect(new Set(builtInAchievements.map(({ category }) => category))).toEqual(new Set(achievementCategories));
    expect(new Set(builtInAchievements.map(({ rarity }) => rarity))).toEqual(new Set(rarities));
    const t = createTranslator({ en }, 'en', 'en');
    for (const achievement of builtInAchievements) {
      expect(achievementTitle({ t }, achievement)).not.toBe(achievement.id);
      expect(achievement.points).toBe(pointsByRarity[achievement.rarity]);
      expect(achievement.points).toBeGreaterThanOrEqual(10);
      expect(achievement.points).toBeLessThanOrEqual(500);
    }
  });

  it('change as the owner says, and keep apart from the owner’s own', () => {
    const settings = engagementDefinition.settings.parse({
      achievementChanges: [
        { id: 'voter', isOn: false },
        { id: 'regular', title: 'Faithful', points: 11 },
      ],
      achievements: [{ id: 'regular', title: 'Mine', threshold: 3 }],
    });
    const all = achievementsOf(settings);
    expect(all.some(({ id }) => id === 'voter')).toBe(false);
    expect(all.find(({ id }) => id === 'regular')).toMatchObject({ title: 'Faithful', points: 11, threshold: 7 });
    expect(all.find(({ id }) => id === 'own:regular')).toMatchObject({ title: 'Mine', rule: 'points' });
  });
});

describe('rules', () => {
  it('measure what they are called after', () => {
    const measured = Object.fromEntries(ruleKinds.map((rule) => [rule, measureRule(rule, progress)]));
    expect(measured).toMatchObject({ points: 1, level: 2, streak: 3, days: 4, checkins: 'checkin'.length });
    expect(Object.values(measured).every((value) => value > 0)).toBe(true);
  });
});

describe('levels', () => {
  const levels = [{ points: 10 }, { points: 20 }];

  it('begin at their threshold', () => {
    expect([0, 9, 10, 19, 20, 500].map((earned) => levelOf(earned, levels))).toEqual([1, 1, 2, 2, 3, 3]);
    expect([0, 10, 20].map((earned) => pointsToNextLevel(earned, levels))).toEqual([10, 10, null]);
  });

  it('need more points each', () => {
    expect(engagementDefinition.settings.safeParse({ levels: [{ points: 10 }, { points: 10 }] }).success).toBe(false);
  });
});
