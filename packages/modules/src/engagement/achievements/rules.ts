/** What achievements may count; those of lines by the lines' tag. */
const tagByRule = {
  checkins: 'checkin',
  polls: 'poll',
  quizzes: 'quiz',
  challenges: 'challenge',
  referrals: 'referral',
  gamesWon: 'game',
  targetGames: 'game_target',
  huntGames: 'game_hunt',
  puzzleGames: 'game_puzzle',
  speedGames: 'game_speed',
  hardGames: 'game_hard',
  flawlessGames: 'game_flawless',
  duelsWon: 'duel',
  inGroups: 'group',
  forTeam: 'team',
  atNight: 'night',
  inMorning: 'morning',
  onWeekend: 'weekend',
} as const;

export const ruleKinds = ['points', 'level', 'streak', 'days', ...rulesOfTags()] as const;
export type RuleKind = (typeof ruleKinds)[number];

/** All that rules look at. */
export interface Progress {
  /** Points ever earned; spending does not lower them. */
  earned: number;
  level: number;
  streakBest: number;
  /** Since the person came. */
  days: number;
  countOf(tag: string): number;
}

/** How far somebody is on a rule. */
export function measureRule(rule: RuleKind, progress: Progress): number {
  if (rule === 'points') return progress.earned;
  if (rule === 'level') return progress.level;
  if (rule === 'streak') return progress.streakBest;
  if (rule === 'days') return progress.days;
  return progress.countOf(tagByRule[rule]);
}

function rulesOfTags() {
  return Object.keys(tagByRule) as (keyof typeof tagByRule)[];
}
