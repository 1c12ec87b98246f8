import { beforeAll, expect, test } from 'vitest';
import { judgeWeek, type WeekFaults } from './judge-week.test-helper';
import { type LivedBot, liveWeek } from './simulated-week.test-helper';

const days = 3;
let bots: LivedBot[];
let faults: WeekFaults;

beforeAll(async () => {
  bots = await liveWeek({ people: 18, days });
  faults = judgeWeek(bots, days);
}, 120_000);

test('a daily challenge goes out once each day at its local hour, in every zone and over a change of clocks', () => {
  expect(bots.map(({ polls }) => polls.filter(({ isQuiz }) => isQuiz).length)).toEqual([days, days, days]);
  expect(faults.challenges).toBe(0);
});

test('the weekly poll goes out once, also where its hour is skipped', () => {
  expect(faults.weeklyPolls).toBe(0);
});

test('streaks follow each person’s own days, a freeze day included', () => {
  expect(faults.streaks).toBe(0);
});

test('quiet people are reminded, and nobody in quiet hours, beyond the cap, or against their wish', () => {
  expect(faults).toMatchObject({ disturbances: 0, forgotten: 0 });
});

test('each vote is paid once', () => {
  expect(bots.every(({ votes }) => votes > 0)).toBe(true);
  expect(faults.votes).toBe(0);
});
