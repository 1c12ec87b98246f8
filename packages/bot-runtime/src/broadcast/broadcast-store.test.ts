import { type SQL, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBroadcastBench } from './broadcast-bench.test-helper';
import { BroadcastStore, type Claim } from './broadcast-store';

let bench: Awaited<ReturnType<typeof createBroadcastBench>>;
let store: BroadcastStore;
let claims: Claim[];
let id: string;

beforeEach(async () => {
  bench = await createBroadcastBench(() => undefined);
  const bot = await bench.createBot();
  const holder = await bench.startHolder();
  // Only the statements are asked here.
  await holder.engine.close();
  const epoch = await holder.hold(bot);
  store = new BroadcastStore(bench.db, holder.processId);
  id = await bench.plant(bot, 3);
  const key = { workspaceId: bot.workspaceId, botId: bot.id, broadcastId: id, epoch };
  claims = ['1', '2'].map((chatId) => ({ ...key, chatId }));
});

afterEach(() => bench.close());

test('a recipient is taken up once', async () => {
  expect(await store.claim(claims, new Date())).toEqual([0, 1]);
  expect(await store.claim(claims, new Date())).toEqual([]);
  expect(await bench.counts(id)).toEqual({ sending: 2, waiting: 1 });
});

test.each<[string, SQL]>([
  ['whose bot is suspended', sql`update bots set suspended_at = now()`],
  ['whose bot is stopped', sql`update bots set desired_state = 'stopped'`],
  ['whose bot another process holds', sql`update bot_holders set process_id = 'prc_other'`],
  ['whose bot this process took again at a later epoch', sql`update bot_holders set epoch = epoch + 1`],
  ['when the lease of the process ran out', sql`update processes set expires_at = now()`],
  ['when the process was buried', sql`delete from processes`],
  ['of a paused broadcast', sql`update broadcasts set state = 'paused'`],
  ['of a cancelled broadcast', sql`update broadcasts set state = 'cancelled'`],
])('no recipient is taken up %s, by a process that has not heard of it', async (_when, change) => {
  await bench.db.execute(change);
  expect(await store.claim(claims, new Date())).toEqual([]);
  expect(await bench.counts(id)).toEqual({ waiting: 3 });
});

test('a claim that names another workspace for the bot takes nobody up', async () => {
  const other = await bench.createBot();
  const foreign = claims.map((claim) => ({ ...claim, workspaceId: other.workspaceId }));
  expect(await store.claim(foreign, new Date())).toEqual([]);
});

test('a receipt of an earlier epoch, or of somebody who was not taken up, changes nothing', async () => {
  const [first] = claims;
  if (!first) throw new Error('There is no claim.');
  const sent = { ...first, state: 'sent', attempts: 1 } as const;
  await store.write([sent], new Date());
  expect(await bench.counts(id)).toEqual({ waiting: 3 });
  await store.claim([first], new Date());
  await store.write([{ ...sent, epoch: first.epoch - 1 }], new Date());
  expect(await bench.counts(id)).toEqual({ sending: 1, waiting: 2 });
  await store.write([sent], new Date());
  expect(await bench.counts(id)).toEqual({ sent: 1, waiting: 2 });
});
