import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { plans, workspaces } from '@dovecote/db/schema/workspaces';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { eventually } from '@dovecote/testing/eventually';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deliver } from './delivery.test-helper';
import { createBench, type TestBot } from './manager-bench.test-helper';

const firstPort = 25_600;
const people = 300;

let bench: Awaited<ReturnType<typeof createBench>>;
let api: Server;
let publicUrl: string;
let bot: TestBot;
let answers: { chatId: number; atMs: number }[];

beforeEach(async () => {
  answers = [];
  api = createServer(async (req, res) => {
    const body = JSON.parse((await text(req)) || '{}') as { chat_id?: number };
    const isAnswer = req.url?.endsWith('/sendMessage') ?? false;
    if (isAnswer) answers.push({ chatId: body.chat_id ?? 0, atMs: performance.now() });
    res.end(JSON.stringify({ ok: true, result: isAnswer ? { message_id: answers.length } : true }));
  });
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  const apiRoot = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  bench = await createBench();
  bot = await bench.createBot({ apiRoot, transport: 'webhook', webhookSetUrl: null }, { core: { startText: 'Hi' } });
});

afterEach(async () => {
  await bench.close();
  api.closeAllConnections();
  await new Promise((resolve) => api.close(resolve));
});

async function hostOnPlan(updatesPerMinuteMax: number): Promise<void> {
  const port = await findFreePort(firstPort);
  publicUrl = `http://127.0.0.1:${port}`;
  await moveToPlan(updatesPerMinuteMax);
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
}

/** As the verb does it: the plan, and the bot's revision with a notice. */
async function moveToPlan(updatesPerMinuteMax: number): Promise<void> {
  const [free] = await bench.db.select().from(plans).where(eq(plans.id, 'free'));
  if (free === undefined) throw new Error('There are no plans.');
  const id = `plan_${updatesPerMinuteMax}`;
  await bench.db.insert(plans).values({ ...free, id, title: id, updatesPerMinuteMax });
  await bench.db.update(workspaces).set({ planId: id }).where(eq(workspaces.id, bot.workspaceId));
  await bench.setWanted(bot, {});
}

async function sendAll(from: number): Promise<void> {
  const sent = await Promise.all(
    Array.from({ length: people }, (_, index) => deliver(publicUrl, bot, '/start', from + index)),
  );
  expect(sent.every(({ status }) => status === 200)).toBe(true);
}

async function waiting(): Promise<number> {
  const found = await bench.db.execute(sql`select from updates where bot_id = ${bot.id} and state = 'waiting'`);
  return found.rows.length;
}

test('of 300 updates at once a tiny plan works none too soon and loses none', { timeout: 60_000 }, async () => {
  const perMinute = 900;
  await hostOnPlan(perMinute);
  await sendAll(10_000);
  await eventually(async () => expect(await waiting()).toBe(0), 30_000);
  await eventually(() => expect(new Set(answers.map(({ chatId }) => chatId)).size).toBe(people));
  expect(answers).toHaveLength(people);
  const beganMs = answers[0]?.atMs ?? 0;
  const evenMs = 60_000 / perMinute;
  const burst = perMinute / 4;
  for (const [index, { atMs }] of answers.entries()) {
    // An answer may be sent long after its start, never before it.
    const dueMs = Math.max(0, index - burst) * evenMs;
    expect(atMs - beganMs, `answer ${index}`).toBeGreaterThanOrEqual(dueMs - 1_000);
  }
});

test('what is over the plan waits in the journal, and a larger plan lets it go within seconds', async () => {
  await hostOnPlan(40);
  await sendAll(60_000);
  expect(await waiting()).toBeGreaterThan(people - 40);
  await moveToPlan(100_000);
  await eventually(async () => expect(await waiting()).toBe(0), 15_000);
  const served = () => new Set(answers.map(({ chatId }) => chatId).filter((chatId) => chatId >= 60_000)).size;
  await eventually(() => expect(served()).toBe(people));
});
