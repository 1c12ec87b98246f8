import { outbox } from '@dovecote/db/schema/outbox';
import { updates } from '@dovecote/db/schema/updates';
import { joinBody } from '@dovecote/db/update-body';
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

/** An update that was committed together with what it says, as the journal keeps it. */
async function plantAnswered(updateId: string, texts: readonly string[], isGone = false): Promise<void> {
  const said = joinBody(
    `{"update_id":${updateId}}`,
    texts.map((text) => JSON.stringify({ text })),
  );
  await bench.db.insert(updates).values({
    workspaceId: bot.workspaceId,
    botId: bot.id,
    updateId,
    channel: 'telegram',
    lane: 'chat:5',
    kind: 'message',
    state: 'done',
    body: isGone ? null : bot.bodies.seal(said, { row: `${bot.id}/${updateId}`, column: 'body' }),
    receivedAt: new Date(),
    finishedAt: new Date(),
  });
  for (const [at] of texts.entries()) {
    await plant('', 0, { updateId, position: at, payload: null, state: 'sending' });
  }
}

test('what was committed together with its update is found with it; a call whose update is gone is closed', async () => {
  await plantAnswered('1', ['one', 'two']);
  await plantAnswered('2', ['gone'], true);
  await plant('with the call', 0);
  const { rows } = await recoverOutbox(bench.db, bot, epoch, new Date());
  expect(rows.map((row) => row.payload.text)).toEqual(['one', 'two', 'with the call']);
  const closed = await bench.db.select().from(outbox).where(eq(outbox.state, 'refused'));
  expect(closed).toMatchObject([{ updateId: '2', error: 'its content cannot be read' }]);
  const waiting = rows.map((row) => row.id);
  const loaded = await loadCalls(bench.db, bot, epoch, waiting, new Date());
  expect(loaded.map((row) => row.payload.text)).toEqual(['one', 'two', 'with the call']);
});

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
