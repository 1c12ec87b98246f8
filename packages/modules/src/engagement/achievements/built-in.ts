import { type Achievement, type AchievementCategory, pointsByRarity, type Rarity } from './achievement';
import type { RuleKind } from './rules';

type Line = readonly [id: string, icon: string, rarity: Rarity, rule: RuleKind, threshold: number];

const lines: Record<AchievementCategory, readonly Line[]> = {
  engagement: [
    ['first_steps', '🌱', 'common', 'points', 1],
    ['regular', '📅', 'common', 'checkins', 7],
    ['devoted', '🕯', 'uncommon', 'checkins', 30],
    ['pillar', '🏛', 'epic', 'checkins', 100],
    ['voter', '🗳', 'common', 'polls', 5],
    ['voice', '📣', 'rare', 'polls', 50],
    ['scholar', '🎓', 'uncommon', 'quizzes', 10],
    ['sage', '📜', 'epic', 'quizzes', 100],
    ['challenger', '⚡', 'uncommon', 'challenges', 7],
    ['collector', '💰', 'uncommon', 'points', 1_000],
    ['tycoon', '💎', 'legendary', 'points', 10_000],
  ],
  gaming: [
    ['player', '🎮', 'common', 'gamesWon', 1],
    ['gamer', '🕹', 'uncommon', 'gamesWon', 25],
    ['champion', '🏆', 'rare', 'gamesWon', 100],
    ['legend', '👑', 'legendary', 'gamesWon', 500],
    ['sharpshooter', '🎯', 'uncommon', 'targetGames', 10],
    ['hunter', '🔍', 'uncommon', 'huntGames', 10],
    ['solver', '🧩', 'uncommon', 'puzzleGames', 10],
    ['sprinter', '🏃', 'uncommon', 'speedGames', 10],
    ['perfectionist', '✨', 'rare', 'flawlessGames', 10],
    ['daredevil', '🌋', 'epic', 'hardGames', 20],
  ],
  social: [
    ['friend', '🤝', 'common', 'referrals', 1],
    ['connector', '🌐', 'rare', 'referrals', 5],
    ['ambassador', '🎖', 'legendary', 'referrals', 25],
    ['duelist', '🤺', 'common', 'duelsWon', 1],
    ['gladiator', '🛡', 'epic', 'duelsWon', 20],
    ['team_player', '👥', 'uncommon', 'forTeam', 20],
    ['life_of_group', '🎉', 'uncommon', 'inGroups', 20],
  ],
  time: [
    ['night_owl', '🦉', 'uncommon', 'atNight', 5],
    ['early_bird', '🌅', 'uncommon', 'inMorning', 5],
    ['weekender', '🏖', 'uncommon', 'onWeekend', 10],
    ['warming_up', '🔥', 'common', 'streak', 3],
    ['streak_warrior', '🗡', 'rare', 'streak', 7],
    ['unstoppable', '🚀', 'epic', 'streak', 30],
    ['eternal', '♾', 'legendary', 'streak', 100],
    ['veteran', '🎂', 'epic', 'days', 365],
  ],
};

/** What can be reached without an owner saying a word. */
export const builtInAchievements: readonly Achievement[] = Object.entries(lines).flatMap(([category, inIt]) =>
  inIt.map(([id, icon, rarity, rule, threshold]) => ({
    id,
    icon,
    category: category as AchievementCategory,
    rarity,
    points: pointsByRarity[rarity],
    rule,
    threshold,
  })),
);
