import { achievementCategories, rarities } from './achievements/achievement';
import { ruleKinds } from './achievements/rules';

/** Ordinary settings and the largest the form lets through. */
export const engagementSettingsSamples: object[] = [
  {
    rewards: [
      { id: 'mug', title: 'A mug', cost: 100, stock: 5, code: 'MUG-1' },
      { id: 'sticker', title: 'A sticker', cost: 10 },
    ],
    teams: [
      { id: 'red', title: 'Red', icon: '🔴' },
      { id: 'blue', title: 'Blue', icon: '🔵' },
    ],
    achievements: [{ id: 'early', title: 'Early adopter', rule: 'checkins', threshold: 1 }],
    achievementChanges: [{ id: 'voter', isOn: false }],
    pollChat: '-1001234567890',
    weeklyPoll: { isOn: true },
    weeklyPolls: [{ question: 'Tea or coffee?', options: ['Tea', 'Coffee'] }],
    challenge: { isOn: true },
    reminders: { isOn: true },
    pollReview: 'nobody',
    tagGroups: ['-100001001', '-100002002'],
  },
  {
    checkinPoints: 1_000,
    streakPoints: 100,
    streakPointsMax: 1_000,
    levels: Array.from({ length: 100 }, (_, level) => ({ points: 1 + level * 10_000_000 })),
    games: { target: false, hunt: false, puzzle: false, speed: false },
    gamesPerDay: 0,
    abuseLimit: 0,
    achievements: Array.from({ length: 50 }, (_, index) => ({
      id: `${'a'.repeat(14)}${index + 10}`,
      title: 'T'.repeat(60),
      icon: '🏅',
      category: achievementCategories[index % achievementCategories.length],
      rarity: rarities[index % rarities.length],
      points: 10_000,
      rule: ruleKinds[index % ruleKinds.length],
      threshold: 1 + index,
    })),
    rewards: Array.from({ length: 50 }, (_, index) => ({
      id: `${'r'.repeat(14)}${index + 10}`,
      title: 'R'.repeat(60),
      cost: 1,
      stock: 1_000_000,
      code: 'c'.repeat(500),
    })),
    teams: Array.from({ length: 20 }, (_, index) => ({ id: `${'t'.repeat(14)}${index + 10}`, title: 'T'.repeat(40) })),
    season: 's'.repeat(16),
    referralPoints: 1_000,
    pollsPerDay: 0,
    quizzesPerDay: 0,
    weeklyPolls: Array.from({ length: 60 }, () => ({
      question: 'q'.repeat(300),
      options: Array.from({ length: 12 }, (_, index) => `${'o'.repeat(98)}${index + 10}`),
    })),
    weeklyPoll: { isOn: true, weekday: 6, hour: 23 },
    challenge: { isOn: true, hour: 23 },
    reminders: { isOn: true, afterDays: 60, everyDays: 60, most: 10, quietFrom: 0, quietTo: 23 },
    minimumAge: 0,
  },
];
