import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import { descendants } from '@dovecote/testing/process-tree';
import { createRestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres';

interface Bot {
  id: string;
  username: string;
  telegramId: string;
  token: string;
}

const folder = createDataDir();
const people = ['ann', 'bob', 'cid', 'dan'];
const botCount = 10;
const leaseMs = 10_000;
/** How long people go on writing after a manager was told to end or was killed. */
const loadMs = 8_000;
const roundEveryMs = 50;
/** Two that poll one bot displace each other sooner than this. */
const quietMs = 4_000;
let outside: Awaited<ReturnType<typeof startOutsideServer>>;
let product: Product;
let database: pg.Client;
const bots: Bot[] = [];

beforeAll(async () => {
  outside = await startOutsideServer();
  product = await startProduct(folder.dataDir, { TELEGRAM_API_ROOT: outside.apiRoot }, ['--managers', '2']);
  // The product's own, which runs.
  database = new pg.Client({ connectionString: (await startEmbeddedPostgres({ dataDir: folder.dataDir })).url });
  await database.connect();
  const rest = createRestClient(product.url);
  const person = { email: 'owner@example.com', password: 'a loft full of doves' };
  const owner = rest.as((await rest.call<{ accessToken: string }>('POST', '/auth/register', person)).body.accessToken);
  for (let index = 0; index < botCount; index += 1) {
    const born = await outside.createBot();
    const { body } = await owner.call<{ id: string }>('POST', '/bots', { token: born.token });
    await owner.call('POST', `/bots/${body.id}/start`);
    bots.push({ ...born, id: body.id });
  }
});

afterAll(async () => {
  await database?.end();
  await product?.stop();
  await outside?.close();
  folder.remove();
});

/** Process ids of the running bot-managers. */
function managers(): number[] {
  const children = descendants(product.process.pid ?? 0);
  return children.filter((one) => one.command.includes('bot-manager')).map((one) => one.pid);
}

/** How many bots each registered manager holds. */
async function shares(): Promise<number[]> {
  const found = await database.query<{ held: number }>(
    `select count(h.bot_id)::int as held from processes p left join bot_holders h on h.process_id = p.id group by p.id`,
  );
  return found.rows.map((row) => row.held);
}

async function expectShared(): Promise<void> {
  await eventually(async () => {
    const held = await shares();
    expect(held).toHaveLength(2);
    expect(Math.min(...held)).toBeGreaterThan(0);
    expect(held.reduce((sum, one) => sum + one, 0)).toBe(botCount);
  }, 30_000);
}

/** Everybody writes to every bot, again and again, until `isOver`; answers how often. */
async function writeUntil(isOver: () => boolean): Promise<number> {
  let rounds = 0;
  do {
    rounds += 1;
    await Promise.all(bots.flatMap((bot) => people.map((one) => outside.send(bot.username, one, '/start'))));
    await sleep(roundEveryMs);
  } while (!isOver());
  return rounds;
}

async function countAnswers(): Promise<number[]> {
  const counts = bots.flatMap((bot) => people.map(async (one) => (await outside.answers(bot.username, one)).length));
  return await Promise.all(counts);
}

/** Each answered at the Bot API server at least once per message; answers how many came twice. */
async function expectAnswers(each: number): Promise<number> {
  await eventually(async () => expect(Math.min(...(await countAnswers()))).toBeGreaterThanOrEqual(each), 30_000);
  return (await countAnswers()).reduce((sum, count) => sum + count - each, 0);
}

/** When a poll of any bot was ended by another poll of the same bot: a server lets only one wait. */
async function rivalPolls(): Promise<number[]> {
  const ended = bots.map(async (bot) => {
    const calls = await outside.calls(bot.telegramId);
    return calls.filter((call) => call.method === 'getUpdates' && call.errorCode === 409).map((call) => call.atMs);
  });
  return (await Promise.all(ended)).flat();
}

/** Within a lease nobody is displaced any more, and for a while nobody is. */
async function expectNoRivals(): Promise<void> {
  await eventually(async () => {
    const sinceMs = Date.now();
    await sleep(quietMs);
    expect((await rivalPolls()).filter((atMs) => atMs >= sinceMs)).toEqual([]);
  }, leaseMs);
}

test('the server tells of a second poller that is there', async () => {
  const [bot] = bots;
  if (bot === undefined) throw new Error('There is no bot.');
  const before = (await rivalPolls()).length;
  const poll = () => fetch(`${outside.apiRoot}/bot${bot.token}/getUpdates?timeout=1`);
  await eventually(async () => {
    await poll();
    expect((await rivalPolls()).length).toBeGreaterThan(before);
  });
  await expectNoRivals();
});

test('two managers share the bots; one ends under load, then one is killed: no reply fails, no second poller stays', async () => {
  expect(managers()).toHaveLength(2);
  await expectShared();

  let written = 0;
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const before = managers();
    const [victim = 0] = before;
    let isOver = false;
    const writing = writeUntil(() => isOver);
    await eventually(async () => expect(Math.min(...(await countAnswers()))).toBeGreaterThan(written));
    process.kill(victim, signal);
    await eventually(() => expect(managers().filter((pid) => !before.includes(pid))).toHaveLength(1), 30_000);
    await sleep(loadMs);
    isOver = true;
    written += await writing;
    const doubled = await expectAnswers(written);
    console.info(`${signal}: ${written * bots.length * people.length} messages so far, ${doubled} answered twice`);
    await expectShared();
    await expectNoRivals();
  }
  for (const bot of bots) {
    const calls = await outside.calls(bot.telegramId);
    expect(calls.filter((call) => call.method === 'sendMessage' && call.errorCode !== undefined)).toEqual([]);
  }
}, 180_000);
