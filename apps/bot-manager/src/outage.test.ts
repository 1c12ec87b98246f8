import { setTimeout as sleep } from 'node:timers/promises';
import { leaseSeconds } from '@dovecote/bot-runtime/processes';
import { botHolders } from '@dovecote/db/schema/processes';
import { eventually } from '@dovecote/testing/eventually';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';
import { type ManagerProcess, startManagerProcess } from './manager-process.test-helper';
import { type SeverableDatabase, severDatabase } from './severed-database.test-helper';

const botCount = 12;

let bench: Awaited<ReturnType<typeof createBench>>;
let database: SeverableDatabase;
let bots: TestBot[];
const running: ManagerProcess[] = [];

beforeEach(async () => {
  bench = await createBench();
  database = await severDatabase(bench.managerEnv.DATABASE_URL);
  bots = [];
  for (let index = 0; index < botCount; index += 1) bots.push(await bench.createBot());
});

afterEach(async () => {
  for (const one of running.splice(0)) {
    one.signal('SIGKILL');
    await one.ended;
  }
  await database.close();
  await bench.close();
});

const startProcess = async (): Promise<void> => {
  running.push(await startManagerProcess({ ...process.env, ...bench.managerEnv, DATABASE_URL: database.url }));
};

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
  await startProcess();
  await startProcess();
  const before = await eventually(async () => {
    const now = await holders();
    expect(new Set(now.map((one) => one.processId)).size).toBe(2);
    // Hand-overs are over.
    await sleep(2_000);
    expect(await holders()).toEqual(now);
    return now;
  }, 30_000);
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
  await eventually(async () => {
    for (const bot of bots) expect(await bench.answers(bot, 'ann')).toHaveLength(1);
  }, 30_000);
  for (const bot of bots) await bench.send(bot, 'bob', '/start');
  await eventually(async () => {
    for (const bot of bots) expect(await bench.answers(bot, 'bob')).toHaveLength(1);
  });
  for (const bot of bots) expect(await bench.answers(bot, 'ann')).toHaveLength(1);
  expect(await holders()).toEqual(before);
}, 90_000);
