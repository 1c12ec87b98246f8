import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import { descendants } from '@dovecote/testing/process-tree';
import { createRestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Longer than a lease. */
const outageMs = 12_000;

const folder = createDataDir();
let outside: Awaited<ReturnType<typeof startOutsideServer>>;
let product: Product;

beforeAll(async () => {
  outside = await startOutsideServer();
  product = await startProduct(folder.dataDir, { TELEGRAM_API_ROOT: outside.apiRoot });
});

afterAll(async () => {
  await product?.stop();
  await outside?.close();
  folder.remove();
});

/** The database's processes: its first one, then those that serve connections. */
function databaseProcesses(): number[] {
  const moved = path.join(folder.dataDir, 'postgres-location');
  const cluster = existsSync(moved) ? readFileSync(moved, 'utf8').trim() : path.join(folder.dataDir, 'postgres');
  const [first] = readFileSync(path.join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  return [Number(first), ...descendants(Number(first)).map((one) => one.pid)];
}

function managerPid(): number | undefined {
  return descendants(product.process.pid ?? 0).find((one) => one.command.includes('bot-manager'))?.pid;
}

test('a database that stands still past the lease costs nobody an answer, and no process', async () => {
  const rest = createRestClient(product.url);
  const person = { email: 'owner@example.com', password: 'a loft full of doves' };
  const owner = rest.as((await rest.call<{ accessToken: string }>('POST', '/auth/register', person)).body.accessToken);
  const born = await outside.createBot();
  const bot = (await owner.call<{ id: string }>('POST', '/bots', { token: born.token })).body;
  await owner.call('POST', `/bots/${bot.id}/start`);
  await outside.send(born.username, 'ann', '/start');
  await eventually(async () => expect(await outside.answers(born.username, 'ann')).toHaveLength(1));

  const manager = managerPid();
  const stopped = databaseProcesses();
  for (const pid of stopped) process.kill(pid, 'SIGSTOP');
  try {
    await outside.send(born.username, 'ann', '/start');
    await outside.send(born.username, 'bob', '/start');
    await sleep(outageMs);
  } finally {
    for (const pid of stopped) process.kill(pid, 'SIGCONT');
  }
  await eventually(async () => {
    expect(await outside.answers(born.username, 'ann')).toHaveLength(2);
    expect(await outside.answers(born.username, 'bob')).toHaveLength(1);
  }, 30_000);
  expect((await owner.call<{ status: string }>('GET', `/bots/${bot.id}`)).body.status).toBe('running');
  expect(managerPid()).toBe(manager);
  const log = readFileSync(path.join(folder.dataDir, 'logs', 'bot-manager.log'), 'utf8');
  expect(log).toContain('the lease lapsed');
  expect(log).toContain('the lease runs again');
});
