import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { startEmbeddedPostgres } from '@dovecote/local-stack/embedded-postgres';
import { signInToDashboard } from '@dovecote/testing/sign-in-to-dashboard';
import type { Product } from '@dovecote/testing/start-product';
import pg from 'pg';
import type { Customer } from './plant-secrets';

/** Everything that leaves the product or stays of it, by where. */
export type Sinks = Map<string, string>;

const queueTables = /work_intents|schedules|bull/;
const mailTables = /mails/;
const auditTables = /audit/;

export async function gatherSinks(product: Product, customers: readonly Customer[]): Promise<Sinks> {
  const sinks: Sinks = new Map();
  const add = (name: string, text: string): void => void sinks.set(name, `${sinks.get(name) ?? ''}\n${text}`);
  await readTables(product.dataDir, add);
  readLogs(product.dataDir, add);
  add('what npm start prints', product.output());
  for (const [name, url] of [
    ['metrics of the web', product.url],
    ['metrics of the manager', product.managerUrl],
  ] as const) {
    add(name, await (await fetch(`${url}/metrics`)).text());
  }
  add('process arguments', readArguments());
  for (const customer of customers) await askAsCustomer(product.url, customer, add);
  add('API description', await (await fetch(`${product.url}/api/v1/openapi.json`)).text());
  return sinks;
}

async function readTables(dataDir: string, add: (name: string, text: string) => void): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables.rows) {
      const rows = await client.query<{ row: string }>(`select row_to_json(t)::text as row from ${name} t`);
      add(sinkOfTable(name), rows.rows.map(({ row }) => row).join('\n'));
    }
  } finally {
    await client.end();
  }
}

function sinkOfTable(name: string): string {
  if (auditTables.test(name)) return 'audit log';
  if (mailTables.test(name)) return 'mails';
  return queueTables.test(name) ? 'queued work' : 'other tables';
}

function readLogs(dataDir: string, add: (name: string, text: string) => void): void {
  const logs = path.join(dataDir, 'logs');
  for (const file of readdirSync(logs)) add(`log ${file}`, readFileSync(path.join(logs, file), 'utf8'));
}

function readArguments(): string {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && existsSync(`/proc/${name}/cmdline`))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\u0000', ' ');
      } catch {
        return '';
      }
    })
    .join('\n');
}

const refusals: readonly [method: string, path: string, body?: object][] = [
  ['POST', '/bots', { token: 'not a token' }],
  ['PATCH', '/me', { name: 7 }],
  ['GET', '/bots/bot_absent'],
  ['DELETE', '/me/sessions/ses_absent'],
  ['POST', '/auth/login', { email: 'nobody@example.com', password: 'wrong' }],
];

async function askAsCustomer(url: string, customer: Customer, add: (name: string, text: string) => void) {
  const { rest, workspaceId, botId } = customer;
  const botPaths = ['', '/modules', '/stats', '/updates', '/balance'].map((end) => `/bots/${botId}${end}`);
  const own = ['/me', '/me/sessions', '/me/security-events', '/me/second-factor', '/workspaces', '/bots'];
  const team = ['', '/members', '/invitations', '/api-keys', '/webhooks', '/usage'].map(
    (end) => `/workspaces/${workspaceId}${end}`,
  );
  for (const one of [...own, ...team, ...botPaths])
    add('REST answers', JSON.stringify((await rest.call('GET', one)).body));
  const letters = await rest.call<{ items: unknown[] }>('GET', `/bots/${botId}/dead-letters`);
  add('dead letters', JSON.stringify(letters.body));
  const updates = await rest.call<{ items: { id: string }[] }>('GET', `/bots/${botId}/updates`);
  const traced = updates.body.items.map(({ id }) => id);
  for (const id of traced) add('traces', JSON.stringify((await rest.call('GET', `/bots/${botId}/updates/${id}`)).body));
  add('problems', JSON.stringify((await rest.call('POST', `/bots/${botId}/verify`, {})).body));
  add('problems', JSON.stringify((await rest.call('POST', `/bots/${botId}/rotate-token`, { token: '1:wrong' })).body));
  for (const [method, one, body] of refusals)
    add('problems', JSON.stringify((await rest.call(method, one, body)).body));
  add('exports', JSON.stringify((await rest.call('POST', '/me/export')).body));
  const cookie = await signInToDashboard(url, customer);
  for (const page of [
    '/bots',
    `/bots/${botId}`,
    `/bots/${botId}/settings`,
    `/bots/${botId}/dead-letters`,
    ...traced.map((id) => `/bots/${botId}/activity/${id}`),
    '/account',
    '/team',
    '/api-keys',
    '/webhooks',
    '/outbox',
  ]) {
    add('pages', await (await fetch(`${url}${page}`, { headers: { cookie } })).text());
  }
  const input = encodeURIComponent(JSON.stringify({ json: { id: botId } }));
  for (const procedure of [
    'bots.get',
    'bots.list',
    'bots.events',
    'webhooks.list',
    'apiKeys.list',
    'mails.list',
    'session.me',
  ]) {
    add(
      'tRPC answers',
      await (await fetch(`${url}/api/trpc/${procedure}?input=${input}`, { headers: { cookie } })).text(),
    );
  }
}
