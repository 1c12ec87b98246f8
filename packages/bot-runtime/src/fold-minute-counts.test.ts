import { countedMinutes, minuteCounts } from '@dovecote/db/schema/minute-counts';
import { minuteStats } from '@dovecote/db/schema/minute-stats';
import { and, eq, sum } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { foldMinuteCounts } from './fold-minute-counts';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

const minute = new Date('2026-01-02T03:04:00Z');

/** One statement's counts: `bots` had each an update done, and the last of them one received besides. */
async function count(...bots: string[]): Promise<void> {
  await bench.db.insert(minuteCounts).values([
    { minute, isReceived: true, state: 'done', botIds: bots, buckets: bots.map(() => 2) },
    { minute, isReceived: true, botIds: bots.slice(-1), buckets: [] },
  ]);
}

async function sumsOf(table: typeof minuteStats | typeof countedMinutes, botId: string) {
  const [row] = await bench.db
    .select({ received: sum(table.received), done: sum(table.done), skipped: sum(table.skipped) })
    .from(table as typeof minuteStats)
    .where(and(eq(table.botId, botId), eq(table.minute, minute)));
  return row && { received: Number(row.received), done: Number(row.done), skipped: Number(row.skipped) };
}

test('each count reaches its bot’s minute once, however many processes fold at the same time', async () => {
  const [a, b] = [await bench.createBot(), await bench.createBot()];
  for (let statement = 0; statement < 800; statement += 1) await count(a.id, b.id);
  await Promise.all([1, 2, 3, 4].map(() => foldMinuteCounts(bench.db)));
  await foldMinuteCounts(bench.db);
  expect(await sumsOf(minuteStats, a.id)).toEqual({ received: 800, done: 800, skipped: 0 });
  expect(await sumsOf(minuteStats, b.id)).toEqual({ received: 1_600, done: 800, skipped: 0 });
  expect(await bench.db.$count(minuteCounts)).toBe(0);
  const [row] = await bench.db.select().from(minuteStats).where(eq(minuteStats.botId, a.id));
  expect(row?.latency).toEqual([0, 800, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('what is counted shows at once, folded or not', async () => {
  const { id } = await bench.createBot();
  await count(id);
  await foldMinuteCounts(bench.db);
  await count(id);
  expect(await sumsOf(minuteStats, id)).toEqual({ received: 2, done: 1, skipped: 0 });
  expect(await sumsOf(countedMinutes, id)).toEqual({ received: 4, done: 2, skipped: 0 });
});

test('counts of a bot that is gone do not stand in the way of the others', async () => {
  const { id } = await bench.createBot();
  await count('bot_gone', id);
  await foldMinuteCounts(bench.db);
  expect(await sumsOf(minuteStats, id)).toEqual({ received: 2, done: 1, skipped: 0 });
  expect(await bench.db.$count(minuteCounts)).toBe(0);
});
