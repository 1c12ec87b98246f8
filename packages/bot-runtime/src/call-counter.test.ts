import { countedTotals } from '@dovecote/db/schema/bot-totals';
import { callCounts } from '@dovecote/db/schema/call-counts';
import { countedMinutes } from '@dovecote/db/schema/minute-counts';
import { minuteStats } from '@dovecote/db/schema/minute-stats';
import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CallCounter } from './call-counter';
import { foldMinuteCounts } from './fold-minute-counts';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

const at = new Date('2026-01-02T03:04:05Z');

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

async function counts() {
  await foldMinuteCounts(bench.db);
  return bench.db
    .select({
      botId: minuteStats.botId,
      minute: minuteStats.minute,
      calls: minuteStats.calls,
      errors: minuteStats.errors,
    })
    .from(minuteStats)
    .orderBy(minuteStats.minute, minuteStats.botId);
}

test('calls are added up for each bot and minute, over as many writes as it takes', async () => {
  const [a, b] = [await bench.createBot(), await bench.createBot()];
  const counter = new CallCounter(bench.db, bench.logger);
  const note = (bot: typeof a, isError: boolean, when = at) => counter.note(bot.id, isError, when);
  const nextMinute = new Date(at.getTime() + 60_000);
  note(a, false);
  note(a, true);
  await counter.write();
  note(a, false);
  note(b, false);
  note(a, false, nextMinute);
  await counter.write();
  const minute = new Date('2026-01-02T03:04:00Z');
  expect(await counts()).toEqual([
    { botId: a.id, minute, calls: 3, errors: 1 },
    { botId: b.id, minute, calls: 1, errors: 0 },
    { botId: a.id, minute: new Date('2026-01-02T03:05:00Z'), calls: 1, errors: 0 },
  ]);
});

test.each([
  ['alone', 0],
  ['together with what came since', 1],
])('what could not be written is written later without being asked again, %s', async (_how, laterCalls) => {
  const bot = await bench.createBot();
  const counter = new CallCounter(bench.db, bench.logger);
  const note = (isError: boolean) => counter.note(bot.id, isError, at);
  await bench.db.execute(sql`alter table call_counts rename to call_counts_away`);
  note(false);
  note(true);
  await counter.write();
  for (let index = 0; index < laterCalls; index += 1) note(false);
  await bench.db.execute(sql`alter table call_counts_away rename to call_counts`);
  await eventually(async () => expect(await counts()).toMatchObject([{ calls: 2 + laterCalls, errors: 1 }]));
});

test('a bot that is gone does not keep the others’ calls from being counted', async () => {
  const bot = await bench.createBot();
  const counter = new CallCounter(bench.db, bench.logger);
  counter.note('bot_gone', false, at);
  counter.note(bot.id, false, at);
  await counter.write();
  expect(await counts()).toMatchObject([{ botId: bot.id, calls: 1 }]);
});

test('what is counted shows at once, folded or not', async () => {
  const bot = await bench.createBot();
  const counter = new CallCounter(bench.db, bench.logger);
  counter.note(bot.id, true, at);
  await counter.write();
  await foldMinuteCounts(bench.db);
  counter.note(bot.id, false, at);
  await counter.write();
  for (const view of [countedMinutes, countedTotals]) {
    const rows = await bench.db
      .select({ calls: view.calls, errors: view.errors })
      .from(view as typeof countedTotals)
      .orderBy(view.errors);
    expect(rows).toEqual([
      { calls: 1, errors: 0 },
      { calls: 1, errors: 1 },
    ]);
  }
});

test('the calls of many bots are folded some at a time, and all of them', async () => {
  const bots = await Promise.all(Array.from({ length: 300 }, () => bench.createBot()));
  const counter = new CallCounter(bench.db, bench.logger);
  for (const bot of bots) counter.note(bot.id, false, at);
  await counter.write();
  expect(await bench.db.$count(callCounts)).toBe(3);
  expect((await counts()).map(({ calls }) => calls)).toEqual(bots.map(() => 1));
  expect(await bench.db.$count(callCounts)).toBe(0);
});
