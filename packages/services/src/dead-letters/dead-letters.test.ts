import { countedMinutes } from '@dovecote/db/schema/minute-counts';
import { updates } from '@dovecote/db/schema/updates';
import { lockWaits } from '@dovecote/testing/lock-waits';
import { asc, eq, sum } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { getBotBalance } from '../bots/get-bot-balance';
import { getUpdateTrace } from '../bots/get-update-trace';
import { listBotEvents } from '../bots/list-bot-events';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { discardDeadLetter } from './discard-dead-letter';
import { discardDeadLetters } from './discard-dead-letters';
import { listDeadLetters } from './list-dead-letters';
import { plantUpdates } from './plant-updates.test-helper';
import { replayDeadLetter } from './replay-dead-letter';
import { replayDeadLetters } from './replay-dead-letters';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

async function botWith(planted: Parameters<typeof plantUpdates>[3]) {
  const owner = await kit.signUp('owner');
  const { id } = await createBot(owner, { token: await kit.newToken(owner) });
  await plantUpdates(kit, workspaceIdOf(owner), id, planted);
  return { owner, botId: id };
}

async function journalOf(botId: string) {
  return await kit.database.db.select().from(updates).where(eq(updates.botId, botId)).orderBy(asc(updates.seq));
}

const lettersOf = async (botId: string) =>
  await kit.database.db
    .select({
      deadLettered: sum(countedMinutes.deadLettered).mapWith(Number),
      skipped: sum(countedMinutes.skipped).mapWith(Number),
    })
    .from(countedMinutes)
    .where(eq(countedMinutes.botId, botId))
    .groupBy(countedMinutes.minute)
    .orderBy(asc(countedMinutes.minute));

test('dead letters are listed newest first, page by page, with what is known of each', async () => {
  const { owner, botId } = await botWith([
    { id: '1', state: 'dead_lettered', isBodyGone: true },
    { id: '2', state: 'done' },
    { id: '3', state: 'dead_lettered' },
  ]);
  const first = await listDeadLetters(owner, botId, { limit: 1 });
  expect(first).toMatchObject({
    total: 2,
    items: [{ id: '3', kind: 'message', command: 'start', moduleId: 'core', attempts: 3, isContentKept: true }],
  });
  expect(first.items[0]?.reason).toContain('TypeError');
  const rest = await listDeadLetters(owner, botId, { limit: 1, cursor: first.nextCursor ?? '' });
  expect(rest).toMatchObject({ items: [{ id: '1', isContentKept: false }], nextCursor: null });
});

test('a replay waits behind what waits, as if it had just come, wakes its holder, is audited, and the ledger stays true', async () => {
  const { owner, botId } = await botWith([
    { id: '1', state: 'dead_lettered', receivedAt: ago(5), finishedAt: ago(3) },
    { id: '2', state: 'waiting' },
  ]);
  const client = await kit.database.pool.connect();
  const heard: (string | undefined)[] = [];
  client.on('notification', ({ payload }) => heard.push(payload));
  await client.query('listen dovecote_updates');
  const view = await replayDeadLetter(owner, botId, '1');
  expect(view).toMatchObject({ state: 'waiting', reason: null, moduleId: null, attempts: 0, startedAt: null });
  expect((await journalOf(botId)).map(({ updateId, finishedAt }) => [updateId, finishedAt])).toEqual([
    ['2', null],
    ['1', null],
  ]);
  await client.query('select 1');
  expect(heard).toEqual([JSON.stringify({ botIds: [botId] })]);
  client.release(true);
  expect(await getBotBalance(owner, botId)).toMatchObject({
    ledger: { received: 2, deadLettered: 0, waiting: 2 },
    isBalanced: true,
  });
  const { items } = await listBotEvents(owner, botId);
  expect(items[0]).toMatchObject({ action: 'bot.dead_letter_replayed', before: { updateId: '1' } });
});

test('the work a module asked for itself has a trace and can be replayed and discarded like any update', async () => {
  const [replayed, discarded] = ['job:12:1763', 'job:12:2:end'];
  const { owner, botId } = await botWith([
    { id: replayed, state: 'dead_lettered' },
    { id: discarded, state: 'dead_lettered' },
  ]);
  expect(await getUpdateTrace(owner, botId, replayed)).toMatchObject({ update: { id: replayed } });
  expect(await replayDeadLetter(owner, botId, replayed)).toMatchObject({ state: 'waiting' });
  expect(await discardDeadLetter(owner, botId, discarded)).toMatchObject({ state: 'skipped' });
});

test('a discard counts as skipped in the minute it failed in, and the ledger stays true', async () => {
  const { owner, botId } = await botWith([
    { id: '1', state: 'dead_lettered', receivedAt: ago(3) },
    { id: '2', state: 'dead_lettered', receivedAt: ago(1) },
  ]);
  expect(await discardDeadLetter(owner, botId, '1')).toMatchObject({ state: 'skipped', reason: 'discarded' });
  expect(await lettersOf(botId)).toEqual([
    { deadLettered: 0, skipped: 1 },
    { deadLettered: 1, skipped: 0 },
  ]);
  expect(await getBotBalance(owner, botId)).toMatchObject({
    isBalanced: true,
    ledger: { skipped: 1, deadLettered: 1 },
  });
  expect((await listBotEvents(owner, botId)).items[0]).toMatchObject({ action: 'bot.dead_letter_discarded' });
});

test('whoever comes second finds no dead letter, and it counts once', async () => {
  const { owner, botId } = await botWith([{ id: '1', state: 'dead_lettered' }]);
  const blocker = await kit.database.pool.connect();
  await blocker.query('begin');
  await blocker.query('select from updates where bot_id = $1 for update', [botId]);
  const acts = Promise.allSettled([
    replayDeadLetter(owner, botId, '1'),
    replayDeadLetter(owner, botId, '1'),
    discardDeadLetter(owner, botId, '1'),
    replayDeadLetters(owner, botId),
    discardDeadLetters(owner, botId),
  ]);
  await lockWaits(kit.database.db, 5);
  await blocker.query('rollback');
  blocker.release();
  const worked = (await acts).map((outcome) => {
    if (outcome.status === 'rejected') {
      expect(outcome.reason).toMatchObject({ code: 'CONFLICT' });
      return 0;
    }
    const { value } = outcome;
    return 'replayed' in value ? value.replayed : 'discarded' in value ? value.discarded : 1;
  });
  expect(worked.reduce((sum, one) => sum + one, 0)).toBe(1);
  expect(await getBotBalance(owner, botId)).toMatchObject({
    isBalanced: true,
    ledger: { received: 1, deadLettered: 0 },
  });
});

test('replaying all keeps each chat in its order, leaves what is no longer kept, and says how many', async () => {
  const letters = Array.from({ length: 40 }, (_, index) => ({
    id: String(index),
    state: 'dead_lettered' as const,
    lane: index % 4 === 0 ? 'a' : 'b',
  }));
  const { owner, botId } = await botWith([
    ...letters,
    { id: 'gone', state: 'dead_lettered', isBodyGone: true },
    { id: 'late', state: 'waiting' },
  ]);
  // A plan that meets rows as they lie, the rewritten ones last, must not decide the order.
  await kit.database.pool.query(`update updates set attempts = 4 where bot_id = $1 and length(update_id) = 1`, [botId]);
  await kit.database.pool.query('drop index updates_dead_idx, updates_seq_key');
  await kit.database.pool.query('analyze updates');
  expect(await replayDeadLetters(owner, botId)).toEqual({ replayed: 40, remaining: 1, hasMore: false });
  const waiting = (await journalOf(botId)).filter(({ state }) => state === 'waiting');
  expect(waiting[0]?.updateId).toBe('late');
  for (const lane of ['a', 'b']) {
    const idsOf = (rows: readonly { id: string; lane: string }[]) =>
      rows.filter((row) => row.lane === lane).map(({ id }) => id);
    expect(idsOf(waiting.map((row) => ({ id: row.updateId, lane: row.lane })))).toEqual(idsOf(letters));
  }
  expect(await getBotBalance(owner, botId)).toMatchObject({
    isBalanced: true,
    ledger: { waiting: 41, deadLettered: 1 },
  });
  const { items } = await listBotEvents(owner, botId);
  expect(items[0]).toMatchObject({ action: 'bot.dead_letters_replayed', after: { replayed: 40, remaining: 1 } });
  expect(await replayDeadLetters(owner, botId)).toEqual({ replayed: 0, remaining: 1, hasMore: false });
  expect((await listBotEvents(owner, botId)).items).toHaveLength(items.length);
});

test('a dead letter whose content is no longer kept is not replayed, and says why; it can be discarded', async () => {
  const { owner, botId } = await botWith([{ id: '1', state: 'dead_lettered', isBodyGone: true }]);
  await expect(replayDeadLetter(owner, botId, '1')).rejects.toMatchObject({
    code: 'CONFLICT',
    message: expect.stringContaining('no longer kept'),
  });
  expect((await journalOf(botId))[0]?.state).toBe('dead_lettered');
  expect(await discardDeadLetters(owner, botId)).toEqual({ discarded: 1, remaining: 0, hasMore: false });
  expect(await getBotBalance(owner, botId)).toMatchObject({
    isBalanced: true,
    ledger: { skipped: 1, deadLettered: 0 },
  });
});

test('what is no dead letter is neither replayed nor discarded', async () => {
  const { owner, botId } = await botWith([{ id: '1', state: 'done' }]);
  await expect(replayDeadLetter(owner, botId, '1')).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(discardDeadLetter(owner, botId, '1')).rejects.toMatchObject({ code: 'CONFLICT' });
  for (const id of ['2', '\u0000', `${'x'.repeat(50)}`]) {
    await expect(replayDeadLetter(owner, botId, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  }
  expect(await discardDeadLetters(owner, botId)).toMatchObject({ discarded: 0 });
  expect((await journalOf(botId))[0]?.state).toBe('done');
});

test('the dead letters of another bot of the workspace stay', async () => {
  const { owner, botId } = await botWith([{ id: '1', state: 'dead_lettered' }]);
  const other = await createBot(owner, { token: await kit.newToken(owner) });
  await plantUpdates(kit, workspaceIdOf(owner), other.id, [{ id: '1', state: 'dead_lettered' }]);
  expect(await listDeadLetters(owner, botId)).toMatchObject({ total: 1, items: [{ id: '1' }] });
  expect(await discardDeadLetters(owner, botId)).toMatchObject({ discarded: 1 });
  expect(await replayDeadLetters(owner, botId)).toMatchObject({ replayed: 0 });
  expect(await listDeadLetters(owner, other.id)).toMatchObject({ total: 1 });
});
