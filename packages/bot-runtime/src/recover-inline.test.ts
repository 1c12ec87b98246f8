import { outbox } from '@dovecote/db/schema/outbox';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotRecord } from './bot-record';
import { type HandedOver, handOver } from './hand-over.test-helper';
import { registerProcess, takeBot } from './processes';
import { findStaleInline, takeStaleInline } from './recover-outbox';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

const now = new Date();

let bench: RuntimeBench;

beforeEach(async () => {
  bench = await createRuntimeBench();
});

afterEach(() => bench.close());

let updateId = 0;

const plant = (bot: BotRecord, secondsAgo: number, policy: HandedOver['policy']) => {
  updateId += 1;
  return handOver(bench.db, bot, {
    updateId: String(updateId),
    at: new Date(now.getTime() - secondsAgo * 1_000),
    policy,
  });
};

test('an answer handed over in a webhook and never confirmed goes again after 90 s, if its policy wants it', async () => {
  const bot = await bench.createBot();
  const lease = await registerProcess(bench.url);
  const epoch = (await takeBot(bench.db, lease.processId, bot))?.epoch ?? 0;
  const lost = await plant(bot, 91, 'never_lost');
  await plant(bot, 91, 'never_twice');
  await plant(bot, 89, 'never_lost');
  expect(await findStaleInline(bench.db, lease.processId, now)).toEqual([bot.id]);
  expect(await findStaleInline(bench.db, 'another process', now)).toEqual([]);
  expect(await takeStaleInline(bench.db, bot, epoch - 1, now)).toEqual([]);
  const taken = await takeStaleInline(bench.db, bot, epoch, now);
  expect(taken).toMatchObject([{ id: lost, state: 'queued', payload: { chat_id: 5, text: 'hello' } }]);
  const rows = await bench.db.select().from(outbox).orderBy(asc(outbox.id));
  expect(rows.map(({ state, isAmbiguous }) => [state, isAmbiguous])).toEqual([
    ['queued', true],
    ['ambiguous', true],
    ['inline', false],
  ]);
  const young = await bench.createBot();
  const youngEpoch = (await takeBot(bench.db, lease.processId, young))?.epoch ?? 0;
  await plant(young, 89, 'never_lost');
  expect(await findStaleInline(bench.db, lease.processId, now)).toEqual([]);
  expect(await takeStaleInline(bench.db, young, youngEpoch, now)).toEqual([]);
  await lease.release();
});
