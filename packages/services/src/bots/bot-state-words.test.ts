import { bots } from '@dovecote/db/schema/bots';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { type PlantedUpdate, plantUpdates } from '../dead-letters/plant-updates.test-helper';
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
  expect(failing.statusReason).toBe('The last 5 updates failed three times each; see Dead letters.');
  await plantUpdates(kit, workspaceIdOf(owner), id, [{ id: 'worked', state: 'done' }]);
  expect((await getBot(owner, id)).concern).toBeNull();
});

test('what the manager reports of a running bot comes before what we conclude', async () => {
  const reason = 'Telegram does not answer our calls for this bot.';
  const { owner, id } = await runningBot(many(40, { state: 'waiting', receivedAt: secondsAgo(14) }), {
    statusReason: reason,
  });
  expect(await getBot(owner, id)).toMatchObject({ statusReason: reason, concern: { kind: 'over_limit' } });
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
