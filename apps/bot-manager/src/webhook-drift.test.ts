import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { bots } from '@dovecote/db/schema/bots';
import type { StatusCause } from '@dovecote/db/status-cause';
import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBench, type TestBot } from './manager-bench.test-helper';

const firstPort = 25_700;
/** More than a bot takes in at once. */
const backlog = 600;

let bench: Awaited<ReturnType<typeof createBench>>;
let bot: TestBot;
let publicUrl: string;

beforeEach(async () => {
  bench = await createBench();
  const port = await findFreePort(firstPort);
  publicUrl = `http://127.0.0.1:${port}`;
  bot = await bench.createBot({ transport: 'webhook' });
  await bench.startManager({ PUBLIC_URL: publicUrl, BOT_MANAGER_PORT: port }, { driftCheckMs: 200 });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
});

afterEach(() => bench.close());

async function callAsStranger<Result>(method: string, payload: object): Promise<Result> {
  const response = await fetch(`${bench.apiRoot}/bot${bot.token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(payload),
  });
  return ((await response.json()) as { result: Result }).result;
}

const webhook = () => callAsStranger<{ url: string; pending_update_count: number }>('getWebhookInfo', {});

async function causeOf(): Promise<StatusCause | null | undefined> {
  const [row] = await bench.db.select().from(bots).where(eq(bots.id, bot.id));
  return row?.statusCause;
}

test('a webhook somebody points elsewhere shows as a conflict that names the host, and heals when it comes back', async () => {
  const before = await webhook();
  await callAsStranger('setWebhook', { url: 'http://127.0.0.1:9/secret-path-of-theirs' });
  await eventually(async () => expect(await bench.status(bot)).toBe('conflict'));
  expect(await causeOf()).toEqual({ code: 'taken', host: '127.0.0.1:9' });
  await callAsStranger('setWebhook', { url: before.url, secret_token: bot.webhookSecret });
  await eventually(async () => expect(await bench.status(bot)).toBe('running'));
});

test('a webhook somebody removed is set again, and what came meanwhile is answered', async () => {
  await callAsStranger('deleteWebhook', {});
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
  expect((await webhook()).url).toContain(bot.webhookPath);
});

test('a bot that is delivered to again after an outage runs, however long its backlog takes', async () => {
  let isAway = true;
  const door = createServer((req, res) => {
    if (isAway) return void res.writeHead(502).end();
    const target = new URL(req.url ?? '/', publicUrl);
    const passed = request(target, { method: 'POST', headers: req.headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 500);
      answer.pipe(res);
    });
    req.pipe(passed);
    passed.on('error', () => res.destroy());
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  await bench.managers.pop()?.close();
  await bench.setWanted(bot, { requestsPerSecond: 1 });
  const doorUrl = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  await bench.startManager(
    { PUBLIC_URL: doorUrl, BOT_MANAGER_PORT: Number(new URL(publicUrl).port) },
    { driftCheckMs: 200 },
  );
  await eventually(async () => expect((await webhook()).url).toContain(doorUrl));
  for (let index = 0; index < backlog; index += 1) await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.status(bot)).toBe('error'));
  await sleep(1_000);
  isAway = false;
  await eventually(async () => expect(await bench.status(bot)).toBe('running'), 20_000);
  // What it cannot take in yet waits at Telegram, and no longer grows less.
  for (let look = 0; look < 20; look += 1) {
    await sleep(100);
    expect(await bench.status(bot)).toBe('running');
  }
  expect((await webhook()).pending_update_count).toBeGreaterThan(0);
  door.closeAllConnections();
  await new Promise((resolve) => door.close(resolve));
}, 40_000);

test('deliveries that fail at Telegram while more wait are told in plain words', async () => {
  const broken = createServer((_req, res) => res.writeHead(502).end());
  await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
  await bench.managers.pop()?.close();
  const brokenUrl = `http://127.0.0.1:${(broken.address() as AddressInfo).port}`;
  await bench.startManager({ PUBLIC_URL: brokenUrl }, { driftCheckMs: 200 });
  await eventually(async () => expect((await webhook()).url).toContain(brokenUrl));
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.status(bot)).toBe('error'));
  expect(await causeOf()).toEqual({ code: 'undelivered', pending: 1, error: expect.stringContaining('502') });
  broken.closeAllConnections();
  await new Promise((resolve) => broken.close(resolve));
});

test('a webhook that is ours with a secret of somebody else’s is set again, and what came meanwhile is answered', async () => {
  await callAsStranger('setWebhook', { url: (await webhook()).url, secret_token: 'not-ours' });
  await bench.send(bot, 'ann', '/start');
  await eventually(async () => expect(await bench.answers(bot, 'ann')).toHaveLength(1));
  await eventually(async () => {
    expect(await bench.status(bot)).toBe('running');
    expect(await causeOf()).toBeNull();
  });
});
