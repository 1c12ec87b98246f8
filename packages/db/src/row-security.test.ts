import { randomBytes } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { appRole, grantAppRole } from './app-role';
import type { Queryable } from './client';
import { plantRow, sampleInsert } from './plant-row.test-helper';
import { proveWorkspace } from './tenancy';
import { openTenantDatabases, type TenantDatabases } from './tenant-databases';
import { sharedTables, tenantTables, tenantViews } from './tenant-tables';

let owner: TestDatabase;
let databases: TenantDatabases;

beforeAll(async () => {
  owner = await createTestDatabase();
  databases = openTenantDatabases({ url: owner.url, applicationName: 'test', connectionsMax: 4 });
  for (const [table, column] of Object.entries(tenantTables)) {
    for (const workspace of ['ws_a', 'ws_b']) await plantRow(owner.db, table, { [column]: workspace });
  }
});
afterAll(async () => {
  await databases.close();
  await owner.close();
});

const of = (workspace: string) => databases.of(proveWorkspace(workspace));
const codeOf = (error: unknown) => ((error as Error).cause as { code?: string }).code;

async function workspacesIn(db: Queryable, table: string): Promise<string[]> {
  const column = tenantTables[table] ?? '';
  const result = await db.execute<{ id: string }>(
    sql`select distinct ${sql.identifier(column)} as id from ${sql.identifier(table)} order by 1`,
  );
  return result.rows.map(({ id }) => id);
}

test('every table is in exactly one of the two lists, and row security is forced on every tenant table', async () => {
  const result = await owner.db.execute<{ name: string; is_forced: boolean }>(sql`
    select relname as name, relrowsecurity and relforcerowsecurity as is_forced from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r'`);
  const tables = result.rows.map(({ name }) => name).sort();
  expect([...Object.keys(tenantTables), ...Object.keys(sharedTables)].sort()).toEqual(tables);
  const forced = result.rows.filter((row) => row.is_forced).map(({ name }) => name);
  expect(forced.sort()).toEqual(Object.keys(tenantTables).sort());
});

test('every view runs as whoever asks', async () => {
  const result = await owner.db.execute<{ name: string; is_invoker: boolean }>(sql`
    select relname as name, coalesce('security_invoker=true' = any (reloptions), false) as is_invoker from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`);
  expect(result.rows).toEqual(tenantViews.map((name) => ({ name, is_invoker: true })));
});

test.each(Object.keys(tenantTables))('%s shows a workspace its own rows, and nobody without one any', async (table) => {
  expect(await workspacesIn(of('ws_a'), table)).toEqual(['ws_a']);
  expect(await workspacesIn(databases.persons, table)).toEqual([]);
  expect(await workspacesIn(databases.platform, table)).toEqual(['ws_a', 'ws_b']);
  await of('ws_a').transaction(async (tx) => expect(await workspacesIn(tx, table)).toEqual(['ws_a']));
});

const insufficientPrivilege = '42501';
/** What the dashboard never changes: events stay as they are, and a bot's holder alone writes whom it knows. */
const unchangeable = new Set(['audit_events', 'engagement_entries', 'contacts', 'dialogues']);

test.each(Object.keys(tenantTables))('%s takes no row of another workspace', async (table) => {
  const column = sql.identifier(tenantTables[table] ?? '');
  const name = sql.identifier(table);
  if (!unchangeable.has(table)) {
    const changed = await of('ws_a').execute(sql`update ${name} set ${column} = ${column} where ${column} = 'ws_b'`);
    expect(changed.rowCount).toBe(0);
    const deleted = await of('ws_a').execute(sql`delete from ${name} where ${column} = 'ws_b'`);
    expect(deleted.rowCount).toBe(0);
  }
  const insert = await sampleInsert(owner.db, table, { [tenantTables[table] ?? '']: 'ws_b' });
  await expect(of('ws_a').execute(insert)).rejects.toSatisfy((error) => codeOf(error) === insufficientPrivilege);
});

test('only a bot’s holder writes what it remembers of contacts and dialogues', async () => {
  for (const table of ['contacts', 'dialogues']) {
    const name = sql.identifier(table);
    // As a version before this rule left it.
    await owner.db.execute(sql`grant insert, update, delete on ${name} to ${sql.identifier(appRole)}`);
    await grantAppRole(owner.db);
    const own = await sampleInsert(owner.db, table, { workspace_id: 'ws_a' });
    for (const write of [own, sql`update ${name} set bot_id = bot_id`, sql`delete from ${name}`]) {
      await expect(of('ws_a').execute(write)).rejects.toSatisfy((error) => codeOf(error) === insufficientPrivilege);
    }
  }
});

test('connections shared by two workspaces never mix them up', async () => {
  const seen = await Promise.all(
    Array.from({ length: 400 }, async (_, index) => {
      const workspace = index % 2 === 0 ? 'ws_a' : 'ws_b';
      const [found] = await workspacesIn(index % 5 === 0 ? databases.platform : of(workspace), 'bots');
      return index % 5 === 0 || found === workspace;
    }),
  );
  expect(seen.every(Boolean)).toBe(true);
});

test('a statement that fails leaves its connection usable, and nothing of it', async () => {
  for (let index = 0; index < 8; index += 1) {
    await expect(of('ws_a').execute(sql`select 1 / 0`)).rejects.toThrow();
  }
  expect(await workspacesIn(of('ws_b'), 'bots')).toEqual(['ws_b']);
});

test('a user whom row security never binds, and who cannot act as the app, is refused on every pool', async () => {
  const name = `around_${randomBytes(6).toString('hex')}`;
  await owner.pool.query(`create role ${name} login bypassrls password '${name}'`);
  const url = new URL(owner.url);
  url.username = name;
  url.password = name;
  const around = openTenantDatabases({ url: url.toString(), applicationName: 'test', connectionsMax: 2 });
  try {
    for (const db of [around.persons, around.platform, around.keys, around.of(proveWorkspace('ws_a'))]) {
      await expect(db.execute(sql`select 1`)).rejects.toSatisfy(tellsWhy);
    }
  } finally {
    await around.close();
    await owner.pool.query(`drop role ${name}`);
  }
});

function tellsWhy(error: unknown): boolean {
  const { message, cause } = error as Error;
  return `${message} ${(cause as Error | undefined)?.message}`.includes('goes around row security');
}
