import { type Achievement, type AchievementCategory, pointsByRarity, type Rarity } from './achievement';
import type { Glyph } from './glyphs';
import type { RuleKind } from './rules';

type Line = readonly [id: string, icon: string, glyph: Glyph, rarity: Rarity, rule: RuleKind, threshold: number];

const lines: Record<AchievementCategory, readonly Line[]> = {
  engagement: [
    ['first_steps', '🌱', 'sprout', 'common', 'points', 1],
    ['regular', '📅', 'calendar', 'common', 'checkins', 7],
    ['devoted', '🕯', 'heart', 'uncommon', 'checkins', 30],
    ['pillar', '🏛', 'landmark', 'epic', 'checkins', 100],
    ['voter', '🗳', 'ballot', 'common', 'polls', 5],
    ['voice', '📣', 'megaphone', 'rare', 'polls', 50],
    ['scholar', '🎓', 'cap', 'uncommon', 'quizzes', 10],
    ['sage', '📜', 'scroll', 'epic', 'quizzes', 100],
    ['challenger', '⚡', 'bolt', 'uncommon', 'challenges', 7],
    ['collector', '💰', 'coins', 'uncommon', 'points', 1_000],
    ['tycoon', '💎', 'gem', 'legendary', 'points', 10_000],
  ],
  gaming: [
    ['player', '🎮', 'gamepad', 'common', 'gamesWon', 1],
    ['gamer', '🕹', 'joystick', 'uncommon', 'gamesWon', 25],
    ['champion', '🏆', 'trophy', 'rare', 'gamesWon', 100],
    ['legend', '👑', 'crown', 'legendary', 'gamesWon', 500],
    ['sharpshooter', '🎯', 'target', 'uncommon', 'targetGames', 10],
    ['hunter', '🔍', 'glass', 'uncommon', 'huntGames', 10],
    ['solver', '🧩', 'puzzle', 'uncommon', 'puzzleGames', 10],
    ['sprinter', '🏃', 'footprints', 'uncommon', 'speedGames', 10],
    ['perfectionist', '✨', 'sparkles', 'rare', 'flawlessGames', 10],
    ['daredevil', '🌋', 'mountain', 'epic', 'hardGames', 20],
  ],
  social: [
    ['friend', '🤝', 'handshake', 'common', 'referrals', 1],
    ['connector', '🌐', 'network', 'rare', 'referrals', 5],
    ['ambassador', '🎖', 'medal', 'legendary', 'referrals', 25],
    ['duelist', '🤺', 'swords', 'common', 'duelsWon', 1],
    ['gladiator', '🛡', 'shield', 'epic', 'duelsWon', 20],
    ['team_player', '👥', 'team', 'uncommon', 'forTeam', 20],
    ['life_of_group', '🎉', 'party', 'uncommon', 'inGroups', 20],
  ],
  time: [
    ['night_owl', '🦉', 'moon', 'uncommon', 'atNight', 5],
    ['early_bird', '🌅', 'sunrise', 'uncommon', 'inMorning', 5],
    ['weekender', '🏖', 'palm', 'uncommon', 'onWeekend', 10],
    ['warming_up', '🔥', 'flame', 'common', 'streak', 3],
    ['streak_warrior', '🗡', 'sword', 'rare', 'streak', 7],
    ['unstoppable', '🚀', 'rocket', 'epic', 'streak', 30],
    ['eternal', '♾', 'infinity', 'legendary', 'streak', 100],
    ['veteran', '🎂', 'cake', 'epic', 'days', 365],
  ],
};

/** What can be reached without an owner saying a word. */
export const builtInAchievements: readonly Achievement[] = Object.entries(lines).flatMap(([category, inIt]) =>
  inIt.map(([id, icon, glyph, rarity, rule, threshold]) => ({
    id,
    icon,
    glyph,
    category: category as AchievementCategory,
    rarity,
    points: pointsByRarity[rarity],
    rule,
    threshold,
  })),
);
