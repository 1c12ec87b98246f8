import { z } from 'zod';
import { defineModule } from '../kit/definition';
import { minuteOf } from '../kit/minute-of';
import { visibleText } from '../kit/visible-text';
import { achievementCategories, rarities } from './achievements/achievement';
import { glyphs } from './achievements/glyphs';
import { ruleKinds } from './achievements/rules';
import type { GameKind } from './games/game-kinds';

const slug = z.string().regex(/^[a-z0-9_-]{1,16}$/, { error: 'Use 1 to 16 of a-z, 0-9, _ and -.' });
const points = (title: string, standard: number, max = 1_000) =>
  z.int().min(0).max(max).default(standard).meta({ title });
const haveOwnIds = (items: readonly { id: string }[]) => new Set(items.map(({ id }) => id)).size === items.length;
const sameId = { error: 'Two of these have the same id.' };

const reward = z.strictObject({
  id: slug.meta({ title: 'Id', description: 'Names it in the ledger; do not change it later.' }),
  title: visibleText(60).meta({ title: 'Title' }),
  cost: z.int().min(1).max(1_000_000).default(100).meta({ title: 'Cost', description: 'In points.' }),
  stock: z.int().min(0).max(1_000_000).optional().meta({
    title: 'Stock',
    description: 'How many may be had in all. Leave empty for any number.',
  }),
  code: z.string().max(500).optional().meta({
    title: 'What the person gets',
    description: 'A code or a note, shown after it was paid for.',
  }),
});

const ownAchievement = z.strictObject({
  id: slug.meta({ title: 'Id', description: 'Names it in the ledger; do not change it later.' }),
  title: visibleText(60).meta({ title: 'Title' }),
  icon: visibleText(8).default('🏅').meta({ title: 'Icon', description: 'An emoji.' }),
  glyph: z.enum(glyphs).default('award').meta({ title: 'Picture', description: 'Of its icon here on the dashboard.' }),
  category: z.enum(achievementCategories).default('engagement').meta({ title: 'Category' }),
  rarity: z.enum(rarities).default('common').meta({ title: 'Rarity' }),
  points: z.int().min(1).max(10_000).default(10).meta({ title: 'Points' }),
  rule: z.enum(ruleKinds).default('points').meta({ title: 'What counts' }),
  threshold: z.int().min(1).max(1_000_000_000).default(10).meta({ title: 'How many' }),
});

const achievementChange = z.strictObject({
  id: slug.meta({ title: 'Id', description: 'Of a built-in achievement.' }),
  isOn: z.boolean().default(true).meta({ title: 'Can be earned' }),
  title: visibleText(60).optional().meta({ title: 'Title' }),
  points: z.int().min(1).max(10_000).optional().meta({ title: 'Points' }),
});

const team = z.strictObject({
  id: slug.meta({ title: 'Id' }),
  title: visibleText(40).meta({ title: 'Name' }),
  icon: visibleText(8).default('🚩').meta({ title: 'Icon', description: 'An emoji.' }),
});

const groupId = z.string().regex(/^-\d{1,16}$/, { error: 'The number of a group begins with a minus.' });
const hour = z.int().min(0).max(23);

const weeklyPoll = z.strictObject({
  question: visibleText(300).meta({ title: 'Question' }),
  options: z.array(visibleText(100)).min(2).max(12).meta({ title: 'Options' }),
});

const settings = z.strictObject({
  checkinPoints: points('Points for a daily check-in', 3),
  streakPoints: points('Points for each further day in a row', 1, 100),
  streakPointsMax: points('The most a streak adds', 7),
  games: z
    .strictObject({
      target: z.boolean().default(true).meta({ title: 'Target practice' }),
      hunt: z.boolean().default(true).meta({ title: 'Emoji hunt' }),
      puzzle: z.boolean().default(true).meta({ title: 'Puzzle' }),
      speed: z.boolean().default(true).meta({ title: 'Speed run' }),
    } satisfies Record<GameKind, z.ZodType>)
    .prefault({})
    .meta({ title: 'Games' }),
  gamesPerDay: z.int().min(0).max(100).default(10).meta({ title: 'Games a person may play a day' }),
  gamePointsMin: points('Points for a game that was just won', 10),
  gamePointsMax: points('Points for a perfect game', 50),
  duelPoints: points('Points for a duel that was won', 10),
  abuseLimit: z.int().min(0).max(100).default(60).meta({
    title: 'When play counts as a program’s',
    description:
      'From 1, strict, to 100, lenient; above it a person earns nothing until you say so. 0 switches it off.',
  }),
  levels: z
    .array(z.strictObject({ points: z.int().min(1).max(1_000_000_000).default(100).meta({ title: 'Points' }) }))
    .max(100)
    .default([50, 150, 350, 700, 1_200, 2_000, 3_500, 6_000, 10_000].map((level) => ({ points: level })))
    .refine((levels) => levels.every(({ points }, at) => at === 0 || points > (levels[at - 1]?.points ?? 0)), {
      error: 'Each level needs more points than the one before.',
    })
    .meta({ title: 'Levels', description: 'Points needed for level 2, 3 and so on.' }),
  achievements: z.array(ownAchievement).max(50).default([]).refine(haveOwnIds, sameId).meta({
    title: 'Your own achievements',
  }),
  achievementChanges: z.array(achievementChange).max(100).default([]).refine(haveOwnIds, sameId).meta({
    title: 'Changes to built-in achievements',
  }),
  rewards: z.array(reward).max(50).default([]).refine(haveOwnIds, sameId).meta({
    title: 'Rewards',
    description: 'What people can have for their points.',
  }),
  teams: z.array(team).max(20).default([]).refine(haveOwnIds, sameId).meta({ title: 'Teams' }),
  referralPoints: points('Points for somebody brought along', 100).meta({
    title: 'Points for somebody brought along',
    description: 'Paid once they took part on two days and nothing speaks against it. 0 switches it off.',
  }),
  referralHoldDays: z.int().min(1).max(30).default(7).meta({
    title: 'Days before that is paid',
    description: 'Time to see whether those who came are people.',
  }),
  pollChat: groupId
    .optional()
    .meta({ title: 'Group for polls', description: 'Its number. Weekly polls and daily challenges go there.' }),
  pollPoints: points('Points for a vote', 5),
  weeklyPoll: z
    .strictObject({
      isOn: z.boolean().default(false).meta({ title: 'Send one every week' }),
      weekday: z.int().min(0).max(6).default(1).meta({ title: 'Day of the week', description: '0 is Sunday.' }),
      hour: hour.default(12).meta({ title: 'Hour' }),
    })
    .prefault({})
    .meta({ title: 'Weekly poll', description: 'By the time zone of the bot.' }),
  weeklyPolls: z.array(weeklyPoll).max(60).default([]).meta({
    title: 'Polls of the weeks',
    description: 'One each week, then from the start again.',
  }),
  quizPoints: points('Points for a right answer', 10),
  quizzesPerDay: z.int().min(0).max(100).default(10).meta({ title: 'Questions a chat may ask for a day' }),
  challengePoints: points('Points for the daily challenge', 15),
  challenge: z
    .strictObject({
      isOn: z.boolean().default(false).meta({ title: 'Send it every day' }),
      hour: hour.default(10).meta({ title: 'Hour' }),
    })
    .prefault({})
    .meta({ title: 'Daily challenge', description: 'A question of your bank, by the time zone of the bot.' }),
  pollsPerDay: z.int().min(0).max(20).default(3).meta({ title: 'Polls a person may make a day' }),
  pollReview: z.enum(['owner', 'nobody']).default('owner').meta({ title: 'Who looks at them first' }),
  tagGroups: z.array(groupId).max(20).default([]).meta({
    title: 'Groups with tags',
    description:
      'Numbers of groups where people carry what they reached beside their name. The bot needs the right there to manage tags.',
  }),
  tagShows: z.enum(['level', 'badge']).default('level').meta({
    title: 'What tags show',
    description: 'The level, or the rarest achievement.',
  }),
  suggestions: z.boolean().default(true).meta({
    title: 'Suggest what to do next',
    description: 'From a person’s own history, with the reason; each may switch it off.',
  }),
  reminders: z
    .strictObject({
      isOn: z.boolean().default(false).meta({ title: 'Remind people who stay away' }),
      afterDays: z.int().min(1).max(60).default(3).meta({ title: 'After how many days' }),
      everyDays: z.int().min(1).max(60).default(3).meta({ title: 'Days between two reminders' }),
      most: z.int().min(1).max(10).default(3).meta({ title: 'The most in a row without an answer' }),
      quietFrom: hour.default(21).meta({ title: 'Quiet from', description: 'Hour of the person’s own clock.' }),
      quietTo: hour.default(9).meta({ title: 'Quiet until', description: 'Hour of the person’s own clock.' }),
    })
    .prefault({})
    .meta({ title: 'Reminders' }),
  asksConsent: z.boolean().default(false).meta({
    title: 'Ask for consent',
    description: 'Nothing is kept of a person for points and games before they agreed.',
  }),
  minimumAge: z.int().min(0).max(18).default(0).meta({
    title: 'Age from which people may take part by themselves',
    description: 'Who is younger needs a grown-up’s word, by a link. 0 asks nobody.',
  }),
  season: slug.default('season-1').meta({
    title: 'Season of the teams',
    description: 'A new name begins a new season: people join a team anew, and all teams have no points.',
  }),
});

export const engagementDefinition = defineModule({
  id: 'engagement',
  title: 'Points and games',
  summary: 'Points that add up, levels, achievements, mini-games, boards and rewards.',
  category: 'engagement',
  settings,
  commands: [
    { name: 'dashboard', scope: 'everywhere', descriptionKey: 'command.dashboard' },
    { name: 'checkin', scope: 'everywhere', descriptionKey: 'command.checkin' },
    { name: 'game', scope: 'everywhere', descriptionKey: 'command.game' },
    { name: 'leaderboard', scope: 'everywhere', descriptionKey: 'command.leaderboard' },
    { name: 'poll', scope: 'everywhere', descriptionKey: 'command.poll' },
    { name: 'quiz', scope: 'everywhere', descriptionKey: 'command.quiz' },
    { name: 'challenge', scope: 'everywhere', descriptionKey: 'command.challenge' },
    { name: 'refer', scope: 'private', descriptionKey: 'command.refer' },
  ],
  updates: ['message', 'callback_query', 'poll_answer', 'my_chat_member'],
  events: ['user_stats_updated', 'leaderboard_updated', 'achievement_unlocked', 'poll_created'],
  schedules: ({ weeklyPoll, challenge, reminders }, botId) => [
    { job: 'noteRanks', cron: `${minuteOf(botId)} * * * *` },
    ...(weeklyPoll.isOn ? [{ job: 'weeklyPoll', cron: `0 ${weeklyPoll.hour} * * ${weeklyPoll.weekday}` }] : []),
    ...(challenge.isOn ? [{ job: 'dailyChallenge', cron: `0 ${challenge.hour} * * *` }] : []),
    ...(reminders.isOn ? [{ job: 'remind', cron: '0 * * * *' }] : []),
  ],
  keeps: [
    { table: 'engagement_people', purposeKey: 'keeps.people', days: null },
    { table: 'engagement_entries', purposeKey: 'keeps.entries', days: null },
    { table: 'engagement_balances', purposeKey: 'keeps.balances', days: null },
    { table: 'engagement_scores', purposeKey: 'keeps.scores', days: null },
    { table: 'engagement_ranks', purposeKey: 'keeps.ranks', days: 30 },
    { table: 'engagement_games', purposeKey: 'keeps.games', days: 30 },
    { table: 'engagement_referrals', purposeKey: 'keeps.referrals', days: null },
    { table: 'engagement_traces', purposeKey: 'keeps.traces', days: 60 },
    { table: 'engagement_polls', purposeKey: 'keeps.polls', days: 365 },
    { table: 'engagement_votes', purposeKey: 'keeps.votes', days: 365 },
    { table: 'engagement_choices', purposeKey: 'keeps.choices', days: null },
    { table: 'engagement_tags', purposeKey: 'keeps.tags', days: null },
    { table: 'engagement_marks', purposeKey: 'keeps.marks', days: 365, outlives: true },
  ],
});
