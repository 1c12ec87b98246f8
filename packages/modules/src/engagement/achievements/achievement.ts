import type { Glyph } from './glyphs';
import type { RuleKind } from './rules';

export const achievementCategories = ['engagement', 'gaming', 'social', 'time'] as const;
export type AchievementCategory = (typeof achievementCategories)[number];

export const rarities = ['common', 'uncommon', 'rare', 'epic', 'legendary'] as const;
export type Rarity = (typeof rarities)[number];

/** What an achievement is worth unless the owner says otherwise. */
export const pointsByRarity: Record<Rarity, number> = { common: 10, uncommon: 25, rare: 75, epic: 200, legendary: 500 };

/** Something a person can reach once. */
export interface Achievement {
  id: string;
  /** The owner's words; without them the title is the catalogue's. */
  title?: string | undefined;
  /** An emoji, for messages. */
  icon: string;
  /** The picture of its icon on the dashboard. */
  glyph: Glyph;
  category: AchievementCategory;
  rarity: Rarity;
  points: number;
  rule: RuleKind;
  threshold: number;
}
