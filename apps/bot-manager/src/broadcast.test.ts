import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createDataKeyStore } from '@dovecote/db/data-key-store';
import { newId } from '@dovecote/db/new-id';
import { broadcastRecipients, broadcasts } from '@dovecote/db/schema/broadcasts';
import { contacts } from '@dovecote/db/schema/contacts';
import { eventually } from '@dovecote/testing/eventually';
import { parseKeyRing } from '@dovecote/vault/key-ring';
import { createVault } from '@dovecote/vault/vault';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliver } from './delivery.test-helper';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { type ManagerProcess, startManagerProcess } from './manager-process.test-helper';
import { createProbe } from './probe-module.test-helper';

const publicUrl = 'https://bots.example';

interface Arrival {
  telegramId: string;
  chatId: string;
  text: string;
  atMs: number;
}

let bench: Awaited<ReturnType<typeof createBench>>;
let api: Server;
let apiRoot: string;
let arrivals: Arrival[];
const processes: ManagerProcess[] = [];

beforeEach(async () => {
  bench = await createBench();
  arrivals = [];
  // Every call takes a while, so that some are under way at any moment.
  api = createServer(async (req, res) => {
    const [, telegramId = '', method] = /^\/bot(\d+):[^/]+\/(\w+)/.exec(req.url ?? '') ?? [];
    const body = JSON.parse((await text(req)) || '{}') as { chat_id?: number; text?: string };
    if (method === 'sendMessage') {
      const { chat_id, text = '' } = body;
      arrivals.push({ telegramId, chatId: String(chat_id), text, atMs: performance.now() });
    }
    const result = method === 'sendMessage' ? { message_id: arrivals.length } : true;
    setTimeout(() => res.end(JSON.stringify({ ok: true, result })), 20);
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiRoot = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const one of processes.splice(0)) {
    one.signal('SIGKILL');
    await one.ended;
  }
  await bench.close();
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
});

const createBot = () =>
  bench.createBot({ apiRoot, transport: 'webhook', webhookSetUrl: null }, { core: { startText: 'Hi' } });

/** A running broadcast to so many chats, as the verb would have made it. */
async function plant({ workspaceId, id: botId }: TestBot, chats: number): Promise<string> {
  const id = newId('broadcast');
  const keyRing = parseKeyRing(bench.managerEnv.ENCRYPTION_KEYS);
  const vault = createVault({ keyRing, dataKeyStore: createDataKeyStore(bench.db) });
  const place = { workspaceId, purpose: 'outbox', row: id, column: 'payload' };
  const payload = await vault.seal(JSON.stringify({ text: 'News' }), place);
  const chatIds = Array.from({ length: chats }, (_, index) => String(1_000 + index));
  const seenAt = new Date();
  const born = { channel: 'telegram', kind: 'private', firstSeenAt: seenAt, lastSeenAt: seenAt } as const;
  const key = { workspaceId, botId };
  await bench.db.transaction(async (tx) => {
    await tx.insert(contacts).values(chatIds.map((externalId) => ({ ...key, externalId, ...born })));
    await tx.insert(broadcasts).values({ ...key, id, state: 'running', method: 'sendMessage', payload });
    await tx.insert(broadcastRecipients).values(chatIds.map((chatId) => ({ ...key, broadcastId: id, chatId })));
  });
  await bench.db.execute(sql`select pg_notify('dovecote_broadcasts', ${botId})`);
  return id;
}

async function progress(id: string) {
  const rows = await bench.db.select().from(broadcastRecipients).where(eq(broadcastRecipients.broadcastId, id));
  const chatsIn = (state: string) => rows.filter((row) => row.state === state).map((row) => row.chatId);
  const [broadcast] = await bench.db.select().from(broadcasts).where(eq(broadcasts.id, id));
  return {
    state: broadcast?.state,
    sent: chatsIn('sent'),
    ambiguous: chatsIn('ambiguous'),
    open: [...chatsIn('waiting'), ...chatsIn('sending')],
  };
}

test('kill -9 again and again in the middle: nobody twice, nobody lost, and whom nobody can tell of is listed', async () => {
  const bots = [await createBot(), await createBot()];
  const ids: string[] = [];
  for (const bot of bots) ids.push(await plant(bot, 150));
  const env = { ...bench.managerEnv, PUBLIC_URL: publicUrl };
  let kills = 0;
  for (const least of [40, 120, 200]) {
    const running = await startManagerProcess(env);
    processes.push(running);
    await eventually(() => expect(arrivals.length).toBeGreaterThan(least), 20_000);
    running.signal('SIGKILL');
    await running.ended;
    kills += 1;
  }
  processes.push(await startManagerProcess(env));
  await eventually(async () => {
    for (const id of ids) expect((await progress(id)).state).toBe('done');
  }, 40_000);
  let listed = 0;
  for (const [index, bot] of bots.entries()) {
    const { sent, ambiguous, open } = await progress(ids[index] ?? '');
    const reached = arrivals.filter((one) => one.telegramId === bot.telegramId).map((one) => one.chatId);
    expect(open).toEqual([]);
    expect(sent.length + ambiguous.length).toBe(150);
    expect(new Set(reached).size).toBe(reached.length);
    expect(sent.filter((chatId) => !reached.includes(chatId))).toEqual([]);
    // Of one bot no more than a second's calls can be under way.
    expect(ambiguous.length).toBeLessThanOrEqual(30 * kills);
    listed += ambiguous.length;
  }
  console.info(`300 recipients and ${kills} kills: ${listed} listed as ambiguous`);
}, 120_000);

test('a reply does not wait behind a broadcast', async () => {
  const probe = await createProbe(bench.db);
  const manager = await bench.startManager({ PUBLIC_URL: publicUrl }, { modules: probe.modules });
  const bot = await bench.createBot({ apiRoot, transport: 'webhook', webhookSetUrl: null }, { probe: {} });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  const id = await plant(bot, 300);
  await eventually(() => expect(arrivals.length).toBeGreaterThan(60), 20_000);
  const local = `http://127.0.0.1:${manager.port}`;
  const asked: { text: string; atMs: number }[] = [];
  for (let index = 0; index < 20; index += 1) {
    asked.push({ text: `quick ${index}`, atMs: performance.now() });
    await deliver(local, bot, `/quick ${index}`, 5_000 + index);
  }
  await eventually(() => expect(arrivals.filter((one) => one.text.startsWith('quick'))).toHaveLength(20));
  const behind = asked.map(({ text, atMs }) => {
    const reply = arrivals.find((one) => one.text === text);
    return arrivals.filter((one) => one.text === 'News' && one.atMs > atMs && one.atMs < (reply?.atMs ?? 0)).length;
  });
  // Behind the broadcast, each would wait for most of the 200 messages that were left.
  expect(Math.max(...behind)).toBeLessThan(15);
  await eventually(async () => expect((await progress(id)).state).toBe('done'), 40_000);
  expect(arrivals.filter((one) => one.text === 'News')).toHaveLength(300);
}, 90_000);

test('a suspended bot’s broadcast rests, and goes on when it is let run again', async () => {
  await bench.startManager({ PUBLIC_URL: publicUrl });
  const bot = await createBot();
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
  const id = await plant(bot, 90);
  await eventually(() => expect(arrivals.length).toBeGreaterThan(20), 20_000);
  await bench.setWanted(bot, { suspendedAt: new Date() });
  await eventually(async () => {
    const holders = await bench.db.execute(sql`select from broadcast_recipients where state = 'sending'`);
    expect(holders.rows).toHaveLength(0);
    expect((await progress(id)).open.length).toBe(90 - arrivals.length);
  });
  expect((await progress(id)).open.length).toBeGreaterThan(0);
  await bench.setWanted(bot, { suspendedAt: null });
  await eventually(async () => expect((await progress(id)).state).toBe('done'), 20_000);
  expect((await progress(id)).sent).toHaveLength(90);
  expect(new Set(arrivals.map((one) => one.chatId)).size).toBe(arrivals.length);
}, 60_000);
