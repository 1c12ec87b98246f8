import { localTime } from '@dovecote/modules/engagement/people/local-time';
import { isQuietHour } from '@dovecote/modules/engagement/reminders/is-quiet-hour';
import { beforeAll, expect, test } from 'vitest';
import { challengeHour, type LivedBot, liveWeek, reminders, weeklyHour } from './simulated-week.test-helper';

/** The whole week takes minutes: `DOVECOTE_WEEK=whole`. */
const size = process.env.DOVECOTE_WEEK === 'whole' ? { people: 200, days: 7 } : { people: 18, days: 3 };
let bots: LivedBot[];

beforeAll(async () => {
  bots = await liveWeek(size);
  const all = bots.flatMap(({ people }) => people);
  console.info(
    'week:',
    JSON.stringify({
      people: all.length,
      days: size.days,
      checkIns: all.reduce((sum, { checkIns }) => sum + checkIns, 0),
      polls: bots.map(({ polls }) => polls.length),
      votes: bots.map(({ votes }) => votes),
      unasked: all.reduce((sum, { unasked }) => sum + unasked.length, 0),
    }),
  );
}, 1_800_000);

test('a daily challenge goes out once each day at its local hour, in every zone and over a change of clocks', () => {
  for (const { zone, polls } of bots) {
    const seen = polls.filter(({ isQuiz }) => isQuiz).map(({ at }) => localTime(at, zone));
    expect(seen.map(({ hour }) => hour)).toEqual(Array.from({ length: size.days }, () => challengeHour));
    expect(new Set(seen.map(({ day }) => day)).size).toBe(size.days);
  }
});

test('the weekly poll goes out once, also where its hour is skipped', () => {
  for (const { zone, polls } of bots) {
    const seen = polls.filter(({ isQuiz }) => !isQuiz).map(({ at }) => localTime(at, zone));
    expect(seen).toHaveLength(1);
    expect(seen[0]?.weekday).toBe(0);
    expect([weeklyHour, weeklyHour + 1]).toContain(seen[0]?.hour);
  }
});

test('streaks follow each person’s own days, a freeze day included', () => {
  for (const { habit, checkIns, streak } of bots.flatMap(({ people }) => people)) {
    if (habit === 'daily' || habit === 'voter' || habit === 'freezes') expect(streak).toBe(checkIns);
    else expect(streak).toBe(0);
  }
});

test('nobody is written to in quiet hours, beyond the cap, or against their wish', () => {
  for (const { habit, zone, unasked } of bots.flatMap(({ people }) => people)) {
    for (const { text, at } of unasked) {
      expect(text).toMatch(/^👋/);
      expect(isQuietHour(at, zone, reminders), `${at.toISOString()} ${zone}`).toBe(false);
    }
    if (habit === 'quiet') expect(unasked).toHaveLength(reminders.most);
    if (habit === 'unreminded' || habit === 'stopped') expect(unasked).toEqual([]);
    const times = unasked.map(({ at }) => at.getTime());
    for (const [at, time] of times.entries()) {
      if (at > 0) expect(time - (times[at - 1] ?? 0)).toBeGreaterThanOrEqual(reminders.everyDays * 86_400_000);
    }
  }
});

test('each vote is paid once', () => {
  for (const { votes, pollLines } of bots) expect(pollLines).toBe(votes);
});
