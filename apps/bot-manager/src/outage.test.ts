import { setTimeout as sleep } from 'node:timers/promises';
import { leaseSeconds } from '@dovecote/bot-runtime/lease-connection';
import { botHolders } from '@dovecote/db/schema/processes';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { eventually } from '@dovecote/testing/eventually';
import { type SeverableDatabase, severDatabase } from '@dovecote/testing/severed-database';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { type ManagerProcess, startManagerProcess } from './manager-process.test-helper';

const botCount = 12;

let bench: Awaited<ReturnType<typeof createBench>>;
let database: SeverableDatabase;
let bots: TestBot[];
const running: ManagerProcess[] = [];

beforeEach(async () => {
  bench = await createBench();
  database = await severDatabase(bench.managerEnv.DATABASE_URL);
  bots = [];
});

afterEach(async () => {
  for (const one of running.splice(0)) {
    one.signal('SIGKILL');
    await one.ended;
  }
  await database.close();
  await bench.close();
});

async function createBots(settings: Parameters<typeof bench.createBot>[0] = {}): Promise<void> {
  for (let index = 0; index < botCount; index += 1) bots.push(await bench.createBot(settings));
}

async function startProcess(env: Record<string, string> = {}): Promise<ManagerProcess> {
  const started = await startManagerProcess({
    ...process.env,
    ...bench.managerEnv,
    DATABASE_URL: database.url,
    ...env,
  });
  running.push(started);
  return started;
}

/** Who holds which bot once hand-overs are over. */
const settledHolders = (processes: number) =>
  eventually(async () => {
    const now = await holders();
    expect(now).toHaveLength(botCount);
    expect(new Set(now.map((one) => one.processId)).size).toBe(processes);
    await sleep(2_000);
    expect(await holders()).toEqual(now);
    return now;
  }, 30_000);

const everybodyIsAnswered = (person: string) =>
  eventually(async () => {
    for (const bot of bots) expect(await bench.answers(bot, person)).toHaveLength(1);
  }, 30_000);

/** Who holds which bot, and since which hand-over. */
const holders = () => bench.db.select().from(botHolders).orderBy(botHolders.botId);

/** What bots called beyond the first calls of each, by method and outcome. */
async function callsSince(known: ReadonlyMap<TestBot, number>): Promise<string[]> {
  const all = bots.map(async (bot) => (await callsOf(bot)).slice(known.get(bot) ?? 0));
  return (await Promise.all(all)).flat().map((call) => `${call.method} ${call.errorCode ?? 200}`);
}

async function callsOf(bot: TestBot): Promise<{ method: string; errorCode?: number }[]> {
  const path = `/bots/${bot.telegramId}/calls`;
  return (await bench.control<{ calls: { method: string; errorCode?: number }[] }>('GET', path)).calls;
}

test('a database away for longer than a lease: the same processes go on with the same bots, and every message is answered once', async () => {
  await createBots();
  await startProcess();
  await startProcess();
  const before = await settledHolders(2);
  const [busy, quiet] = [bots.slice(0, botCount / 2), bots.slice(botCount / 2)];
  database.cut();
  for (const bot of busy) await bench.send(bot, 'ann', '/start');
  await sleep(leaseSeconds * 800);
  const seen = new Map(await Promise.all(bots.map(async (bot) => [bot, (await callsOf(bot)).length] as const)));
  await sleep(leaseSeconds * 400);
  expect(await callsSince(seen)).toEqual([]);
  // Whoever polled would be ended by another poll, and its call answered with 409.
  for (const bot of bots) await fetch(`${bench.apiRoot}/bot${bot.token}/getUpdates?timeout=0`);
  expect((await Promise.all(bots.map(callsOf))).flat().filter((call) => call.errorCode === 409)).toEqual([]);
  for (const bot of quiet) await bench.send(bot, 'ann', '/start');
  database.mend();
  await everybodyIsAnswered('ann');
  for (const bot of bots) await bench.send(bot, 'bob', '/start');
  await everybodyIsAnswered('bob');
  await everybodyIsAnswered('ann');
  expect(await holders()).toEqual(before);
}, 90_000);

test('what was being committed when the database went away is committed when it is back, by the same holder', async () => {
  const port = await findFreePort(27_800);
  await createBots({ transport: 'webhook' });
  await startProcess({ PUBLIC_URL: `http://127.0.0.1:${port}`, BOT_MANAGER_PORT: String(port) });
  const before = await settledHolders(1);
  for (const bot of bots) await bench.send(bot, 'eve', '/start');
  await everybodyIsAnswered('eve');
  await bench.db
    .transaction(async (tx) => {
      await tx.execute(sql`lock table minute_counts in exclusive mode`);
      for (const bot of bots) await bench.send(bot, 'ann', '/start');
      const commits = sql`from pg_stat_activity where datname = current_database()
        and application_name = 'dovecote-runtime' and wait_event_type = 'Lock'`;
      await eventually(async () => expect((await bench.db.execute(sql`select ${commits}`)).rows).not.toEqual([]));
      database.cut();
      await bench.db.execute(sql`select pg_terminate_backend(pid) ${commits}`);
      tx.rollback();
    })
    .catch(() => undefined);
  await sleep(leaseSeconds * 1_200);
  database.mend();
  await everybodyIsAnswered('ann');
  expect(await holders()).toEqual(before);
}, 90_000);

test('a process that alone lost the database rests, and ends when it finds that others have its bots', async () => {
  await createBots();
  const alone = await startProcess();
  await startProcess({ DATABASE_URL: bench.managerEnv.DATABASE_URL });
  await settledHolders(2);
  database.cut();
  for (const bot of bots) await bench.send(bot, 'ann', '/start');
  const after = await settledHolders(1);
  await everybodyIsAnswered('ann');
  database.mend();
  expect(await alone.ended).toEqual({ code: 1, signal: null });
  for (const bot of bots) await bench.send(bot, 'bob', '/start');
  await everybodyIsAnswered('bob');
  await everybodyIsAnswered('ann');
  expect(await holders()).toEqual(after);
}, 90_000);

test('a process whose connections all fell silent still finds the bots it is to host', async () => {
  await createBots();
  await startProcess();
  await settledHolders(1);
  database.silence();
  const late = await bench.createBot();
  await bench.send(late, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(late, 'ann')).toHaveLength(1), 150_000);
}, 200_000);
