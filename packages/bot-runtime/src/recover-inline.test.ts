import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { joinBody } from '@dovecote/db/update-body';
import { asc } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotRecord } from './bot-record';
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

/** As the flush leaves an update and its only call, which went as the answer. */
async function handOver(bot: BotRecord, secondsAgo: number, policy: 'never_lost' | 'never_twice'): Promise<number> {
  updateId += 1;
  const key = { workspaceId: bot.workspaceId, botId: bot.id, updateId: String(updateId) };
  const said = joinBody('{}', ['{"chat_id":5,"text":"hello"}']);
  const body = bot.bodies.seal(said, { row: `${bot.id}/${updateId}`, column: 'body' });
  const update = { ...key, channel: 'telegram', lane: '5', kind: 'message', receivedAt: now } as const;
  await bench.db.insert(updates).values({ ...update, state: 'done', body, finishedAt: now });
  const [row] = await bench.db
    .insert(outbox)
    .values({
      ...key,
      position: 0,
      chatId: '5',
      method: 'sendMessage',
      policy,
      state: 'inline',
      createdAt: new Date(now.getTime() - secondsAgo * 1_000),
    })
    .returning();
  return row?.id ?? 0;
}

test('an answer handed over in a webhook and never confirmed goes again after 90 s, if its policy wants it', async () => {
  const bot = await bench.createBot();
  const lease = await registerProcess(bench.url);
  const epoch = (await takeBot(bench.db, lease.processId, bot))?.epoch ?? 0;
  const lost = await handOver(bot, 91, 'never_lost');
  await handOver(bot, 91, 'never_twice');
  await handOver(bot, 89, 'never_lost');
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
  await handOver(young, 89, 'never_lost');
  expect(await findStaleInline(bench.db, lease.processId, now)).toEqual([]);
  expect(await takeStaleInline(bench.db, young, youngEpoch, now)).toEqual([]);
  await lease.release();
});
