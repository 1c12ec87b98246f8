import { botCredentials, bots } from '@dovecote/db/schema/bots';
import { outbox } from '@dovecote/db/schema/outbox';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { type PlantedUpdate, plantUpdates } from '../dead-letters/plant-updates.test-helper';
import { causeWords } from './cause-words';
import { createBot } from './create-bot';
import { getBot } from './get-bot';
import { listBots } from './list-bots';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

async function runningBot(planted: readonly PlantedUpdate[], set: Partial<typeof bots.$inferInsert> = {}) {
  const owner = await kit.signUp('owner');
  const { id } = await createBot(owner, {
    token: await kit.newToken(owner),
    limits: { requestsPerSecond: 5, maxConcurrent: 2 },
  });
  await kit.database.db
    .update(bots)
    .set({ desiredState: 'running', status: 'running', ...set })
    .where(eq(bots.id, id));
  await plantUpdates(kit, workspaceIdOf(owner), id, planted);
  return { owner, id };
}

const many = (count: number, update: Omit<PlantedUpdate, 'id'>) =>
  Array.from({ length: count }, (_, index) => ({ ...update, id: String(index) }));
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);

test('a bot over its limit says how many wait, for how long, and what the limit is', async () => {
  const { owner, id } = await runningBot(many(40, { state: 'waiting', receivedAt: secondsAgo(14) }));
  const bot = await getBot(owner, id);
  expect(bot.waiting.count).toBe(40);
  expect(bot.waiting.oldestMs).toBeGreaterThan(13_000);
  expect(bot.concern).toMatchObject({ kind: 'over_limit', updates: 40 });
  expect(bot.statusReason).toMatch(/^40 updates wait; the oldest for \d+ s\. The limit is 5 a second and 2 at once/);
  expect((await listBots(owner)).items).toMatchObject([{ id, concern: { kind: 'over_limit' } }]);
});

test('a bot that takes in no more says that further updates wait at Telegram', async () => {
  const waiting = { state: 'waiting', receivedAt: secondsAgo(14) } as const;
  const { owner, id } = await runningBot(many(500, waiting), { requestsPerSecond: 5, maxConcurrent: 2 });
  const bot = await getBot(owner, id);
  expect(bot.concern).toMatchObject({ kind: 'over_limit', isFull: true });
  expect(bot.statusReason).toContain('Further ones wait at Telegram, which keeps them for 24 hours.');
});

test('a bot that starts with as many as it takes in says that it works them off first', async () => {
  const starting = { status: 'pending' } as const;
  const waiting = { state: 'waiting', receivedAt: secondsAgo(14) } as const;
  const { owner, id } = await runningBot(many(500, waiting), starting);
  const bot = await getBot(owner, id);
  expect(bot).toMatchObject({ status: 'pending', concern: { kind: 'catching_up', updates: 500, isFull: true } });
  expect(bot.statusReason).toMatch(/^500 updates wait; .+ They are worked off first; none is lost\.$/);
  const fewer = await runningBot(many(499, waiting), starting);
  expect(await getBot(fewer.owner, fewer.id)).toMatchObject({
    concern: null,
    statusReason: 'Starting: waiting for the bot manager.',
  });
});

test('one update that waits long is not blamed on the limit', async () => {
  const { owner, id } = await runningBot(many(1, { state: 'waiting', receivedAt: secondsAgo(60) }));
  const bot = await getBot(owner, id);
  expect(bot.concern).toMatchObject({ kind: 'slow', updates: 1 });
  expect(bot.statusReason).toMatch(/^1 update waits; the oldest for \d+ s\./);
});

test('what waits for a moment only is no concern', async () => {
  const { owner, id } = await runningBot(many(3, { state: 'waiting' }));
  expect(await getBot(owner, id)).toMatchObject({ concern: null, statusReason: null, waiting: { count: 3 } });
});

test('a bot whose latest updates all failed says so, and no longer once one worked', async () => {
  const { owner, id } = await runningBot(many(7, { state: 'dead_lettered' }));
  const failing = await getBot(owner, id);
  expect(failing.concern).toMatchObject({ kind: 'failing', updates: 5, tries: 3 });
  expect(failing.statusReason).toMatch(
    /^Nothing has worked since .+ UTC: the last 5 updates failed three times each; see Dead letters\.$/,
  );
  await plantUpdates(kit, workspaceIdOf(owner), id, [{ id: 'worked', state: 'done' }]);
  expect((await getBot(owner, id)).concern).toBeNull();
});

test('a failing bot says since when: the minute of the last update that worked', async () => {
  const worked = { id: 'worked', state: 'done', receivedAt: secondsAgo(600) } as const;
  const { owner, id } = await runningBot([worked, ...many(5, { state: 'dead_lettered', receivedAt: secondsAgo(60) })]);
  const since = new Date(Math.floor(worked.receivedAt.getTime() / 60_000) * 60_000).toISOString();
  expect((await getBot(owner, id)).concern).toMatchObject({ kind: 'failing', since });
});

test('a bot whose calls get no answer says for how long and how many messages wait, whatever else is wrong', async () => {
  const planted = many(40, { state: 'waiting', receivedAt: secondsAgo(14) });
  const { owner, id } = await runningBot(planted, { statusCause: { code: 'unanswered', detail: null } });
  const { payload } =
    (await kit.database.db.select({ payload: botCredentials.value }).from(botCredentials).limit(1))[0] ?? {};
  if (payload === undefined) throw new Error('There is nothing sealed to send.');
  const call = {
    workspaceId: workspaceIdOf(owner),
    botId: id,
    method: 'sendMessage',
    payload,
    policy: 'never_lost',
  } as const;
  await kit.database.db.insert(outbox).values([
    { ...call, updateId: '1', position: 0, state: 'queued', createdAt: secondsAgo(40) },
    { ...call, updateId: '2', position: 0, state: 'sending', createdAt: secondsAgo(20) },
    { ...call, updateId: '3', position: 0, state: 'sent', createdAt: secondsAgo(90) },
  ]);
  const { concern, statusReason } = await getBot(owner, id);
  expect(concern).toMatchObject({ kind: 'unanswered', messages: 2 });
  expect(statusReason).toMatch(/^Telegram has not answered this bot for 4\d s\. 2 messages wait to be sent\./);
});

test('a bot that cannot even fetch its updates says since when', async () => {
  const { owner, id } = await runningBot([], {
    status: 'error',
    statusCause: { code: 'unanswered', detail: 'no answer' },
    statusChangedAt: secondsAgo(300),
  });
  expect(await getBot(owner, id)).toMatchObject({
    concern: { kind: 'unanswered', messages: 0 },
    statusReason: expect.stringMatching(/^Telegram has not answered this bot for 5 min\. We keep trying/),
  });
});

test('what the manager reports of a running bot comes before what we conclude', async () => {
  const statusCause = { code: 'receiving_failed' } as const;
  const { owner, id } = await runningBot(many(40, { state: 'waiting', receivedAt: secondsAgo(14) }), {
    statusCause,
  });
  expect(await getBot(owner, id)).toMatchObject({
    cause: statusCause,
    statusReason: causeWords(statusCause),
    concern: { kind: 'over_limit' },
  });
});

test('only a webhook elsewhere is repaired; a program that polls with the token is shut out by another token', () => {
  const polled = causeWords({ code: 'taken', host: null });
  expect(polled).toContain('rotate it here');
  expect(polled).not.toContain('repair');
  expect(causeWords({ code: 'taken', host: 'old.example.com' })).toContain('repair');
});

test('a stopped bot keeps its own words while updates wait', async () => {
  const { owner, id } = await runningBot(many(40, { state: 'waiting', receivedAt: secondsAgo(14) }), {
    desiredState: 'stopped',
    status: 'stopped',
  });
  const bot = await getBot(owner, id);
  expect(bot).toMatchObject({ concern: null, waiting: { count: 40 } });
  expect(bot.statusReason).toContain('Stopped');
});
