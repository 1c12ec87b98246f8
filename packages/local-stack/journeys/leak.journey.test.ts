import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';
import { signInToDashboard } from '@dovecote/testing/sign-in-to-dashboard';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '../src/embedded-postgres';

const folder = createDataDir();
const person = { email: 'owner@example.com', password: 'a loft full of doves' };
const telegramApi = {
  telegramApiId: '1234567',
  telegramApiHash: '0123456789abcdef0123456789abcdef',
  telegramPhone: '+15557654321',
};
let outside: Awaited<ReturnType<typeof startOutsideServer>>;
let product: Product;
let owner: RestClient;
let bot: { id: string; username: string; token: string };

beforeAll(async () => {
  outside = await startOutsideServer();
  product = await startProduct(folder.dataDir, { TELEGRAM_API_ROOT: outside.apiRoot, LOG_LEVEL: 'debug' });
  const rest = createRestClient(product.url);
  const registered = await rest.call<{ accessToken: string }>('POST', '/auth/register', person);
  owner = rest.as(registered.body.accessToken);
  const born = await outside.createBot();
  const made = await owner.call<{ id: string }>('POST', '/bots', { token: born.token, ...telegramApi });
  expect(made.status).toBe(201);
  bot = { id: made.body.id, ...born };
  await owner.call('POST', `/bots/${bot.id}/start`);
  await outside.send(bot.username, 'ann', '/start');
  await eventually(async () => expect(await outside.answers(bot.username, 'ann')).toHaveLength(1));
  // Failures are where secrets slip out: a server that is away, a token that is refused.
  await outside.close();
  await eventually(async () => {
    const { body } = await owner.call<{ status: string }>('GET', `/bots/${bot.id}`);
    expect(body.status).toBe('error');
  }, 40_000);
  await owner.call('POST', `/bots/${bot.id}/verify`, {});
});

afterAll(async () => {
  await product?.stop();
  folder.remove();
});

/** The secret as it is, and as it may hide. */
function shapesOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('hex'),
    [...secret].reverse().join(''),
  ];
}

function secrets(): string[] {
  const tokenSecret = bot.token.split(':')[1] ?? '';
  return [tokenSecret, telegramApi.telegramApiHash, telegramApi.telegramPhone, person.password].flatMap(shapesOf);
}

function expectNoSecret(where: string, text: string): void {
  for (const secret of secrets()) expect([where, text.includes(secret)]).toEqual([where, false]);
}

/** Null for a process that ended meanwhile. */
function readArguments(pid: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return null;
  }
}

test('the search finds a secret that is there', () => {
  expect(() => expectNoSecret('planted', `x${Buffer.from(telegramApi.telegramApiHash).toString('hex')}x`)).toThrow();
});

test('no secret in the database, nor in any of its rows', async () => {
  const server = await startEmbeddedPostgres({ dataDir: folder.dataDir });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  expect(tables.rows.length).toBeGreaterThan(20);
  for (const { name } of tables.rows) {
    const rows = await client.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`);
    expectNoSecret(name, rows.rows.map((one) => one.row).join('\n'));
  }
  await client.end();
});

test('no secret in the logs at debug, the metrics, or a process’s arguments', async () => {
  const logs = path.join(folder.dataDir, 'logs');
  for (const file of readdirSync(logs)) {
    const text = readFileSync(path.join(logs, file), 'utf8');
    expect(text.length).toBeGreaterThan(0);
    expectNoSecret(file, text);
  }
  expectNoSecret('what npm start printed', product.output());
  for (const url of [product.url, product.managerUrl])
    expectNoSecret(url, await (await fetch(`${url}/metrics`)).text());
  const seen = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => readArguments(pid) ?? []);
  expect(seen.some((one) => one.includes('bot-manager'))).toBe(true);
  for (const one of seen) expectNoSecret('process arguments', one);
});

test('no secret in any answer of the API or any page', async () => {
  const paths = ['', '/modules', '/stats', '/updates'].map((end) => `/bots/${bot.id}${end}`);
  for (const one of [...paths, '/bots', '/me', '/workspaces', '/openapi.json']) {
    expectNoSecret(one, JSON.stringify((await owner.call('GET', one)).body));
  }
  const cookie = await signInToDashboard(product.url, person);
  const pages = [
    '/bots',
    `/bots/${bot.id}`,
    `/bots/${bot.id}/activity`,
    `/bots/${bot.id}/modules`,
    `/bots/${bot.id}/settings`,
    '/bots/new',
    '/account',
  ];
  for (const page of pages) {
    const answer = await fetch(`${product.url}${page}`, { headers: { cookie } });
    expect([page, answer.status]).toEqual([page, 200]);
    expectNoSecret(page, await answer.text());
  }
  const input = encodeURIComponent(JSON.stringify({ json: { botId: bot.id } }));
  for (const procedure of [
    'bots.get',
    'bots.list',
    'bots.updates',
    'bots.stats',
    'bots.export',
    'modules.list',
    'session.me',
  ]) {
    const answer = await fetch(`${product.url}/api/trpc/${procedure}?input=${input}`, { headers: { cookie } });
    expectNoSecret(procedure, await answer.text());
  }
}, 60_000);
