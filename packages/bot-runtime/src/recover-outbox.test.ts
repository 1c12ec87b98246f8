import { outbox } from '@dovecote/db/schema/outbox';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { BotRecord } from './bot-record';
import { chatRowsMax } from './chat-queue';
import { type ProcessLease, registerProcess, takeBot } from './processes';
import { findStaleInline, loadCalls, recoverOutbox, takeStaleInline } from './recover-outbox';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

const hourMs = 3_600_000;

let bench: RuntimeBench;
let lease: ProcessLease;
let bot: BotRecord;
let epoch: number;

beforeEach(async () => {
  bench = await createRuntimeBench();
  lease = await registerProcess(bench.url);
  bot = await bench.createBot();
  epoch = (await takeBot(bench.db, lease.processId, bot))?.epoch ?? 0;
});

afterEach(async () => {
  await lease.release();
  await bench.close();
});

let position = 0;

async function plant(text: string, ageMs: number, call: Partial<typeof outbox.$inferInsert> = {}): Promise<void> {
  position += 1;
  await bench.db.insert(outbox).values({
    workspaceId: bot.workspaceId,
    botId: bot.id,
    position,
    chatId: '5',
    method: 'sendMessage',
    payload: bot.calls.seal(JSON.stringify({ text }), { row: bot.id, column: 'payload' }),
    policy: 'never_lost',
    state: 'queued',
    createdAt: new Date(Date.now() - ageMs),
    ...call,
  });
}

const stored = async () =>
  (await bench.db.select().from(outbox).where(eq(outbox.botId, bot.id)).orderBy(outbox.position)).map((row) => [
    row.state,
    row.isAmbiguous,
  ]);

test('what waited over a day expires; the rest is sent in order, and what was under way is in doubt', async () => {
  await plant('too late', 25 * hourMs);
  await plant('too late and under way', 25 * hourMs, { state: 'sending' });
  await plant('in time', 23 * hourMs);
  await plant('under way', 1_000, { state: 'sending' });
  await plant('once at most', 1_000, { state: 'sending', policy: 'never_twice' });
  await plant('handed over just now', 1_000, { state: 'inline' });
  const { rows } = await recoverOutbox(bench.db, bot, epoch, new Date());
  expect(rows.map((row) => row.payload.text)).toEqual(['in time', 'under way']);
  expect(await stored()).toEqual([
    ['expired', false],
    ['expired', true],
    ['queued', false],
    ['queued', true],
    ['ambiguous', true],
    ['inline', false],
  ]);
});

test('a process whose clock runs ahead expires nothing and takes back nothing before its time', async () => {
  await plant('young', hourMs);
  await plant('handed over', 1_000, { state: 'inline' });
  const ahead = new Date(Date.now() + 30 * hourMs);
  expect(await findStaleInline(bench.db, lease.processId, ahead)).toEqual([]);
  expect(await takeStaleInline(bench.db, bot, epoch, ahead)).toEqual([]);
  expect((await recoverOutbox(bench.db, bot, epoch, ahead)).rows.map((row) => row.payload.text)).toEqual(['young']);
});

test('a holder of an epoch that is over recovers nothing', async () => {
  await plant('waiting', 1_000);
  expect(await recoverOutbox(bench.db, bot, epoch - 1, new Date())).toEqual({ rows: [], later: [] });
  expect(await stored()).toEqual([['queued', false]]);
});

test('of a chat with many calls the first are taken over whole and the others by name, and read in order, but not what expired', async () => {
  for (let index = 0; index < chatRowsMax; index += 1) await plant(`too late ${index}`, 25 * hourMs);
  for (let index = 0; index < chatRowsMax + 3; index += 1) await plant(`call ${index}`, 1_000);
  await plant('elsewhere', 1_000, { chatId: '6' });
  const { rows, later } = await recoverOutbox(bench.db, bot, epoch, new Date());
  const first = Array.from({ length: chatRowsMax }, (_, index) => `call ${index}`);
  expect(rows.map((row) => row.payload.text)).toEqual([...first, 'elsewhere']);
  expect(later.map((call) => call.chatId)).toEqual(['5', '5', '5']);
  const ids = later.map((call) => call.id);
  const texts = async () =>
    (await loadCalls(bench.db, bot, epoch, ids, new Date())).map((row) => [row.payload.text, row.state]);
  const [a, b, c] = [chatRowsMax, chatRowsMax + 1, chatRowsMax + 2].map((index) => [`call ${index}`, 'queued']);
  expect(await texts()).toEqual([a, b, c]);
  await bench.db
    .update(outbox)
    .set({ createdAt: new Date(Date.now() - 25 * hourMs) })
    .where(eq(outbox.id, ids[0] ?? 0));
  expect(await texts()).toEqual([b, c]);
  expect(await loadCalls(bench.db, bot, epoch - 1, ids, new Date())).toEqual([]);
  expect((await stored()).filter(([state]) => state === 'expired')).toHaveLength(chatRowsMax + 1);
});
