import { connectDatabase, type Database } from '@dovecote/db/client';
import { runtimeGrants, runtimeRole } from '@dovecote/db/runtime-role';
import { runtimeModules } from '@dovecote/modules/runtime-registry';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';

let database: TestDatabase;
let runtime: Database;

beforeEach(async () => {
  database = await createTestDatabase();
  runtime = connectDatabase({ url: database.url, applicationName: 'runtime', role: runtimeRole });
  for (const name of ['a', 'b']) {
    await database.db.execute(
      sql`insert into workspaces (id, name, plan_id) values (${`ws_${name}`}, 'W', 'self_hosted')`,
    );
    await database.db.execute(sql`insert into bots (workspace_id, id, telegram_id, api_root, environment, username, name,
      transport, requests_per_second, max_concurrent, webhook_path)
      values (${`ws_${name}`}, ${`bot_${name}`}, ${name}, 'http://127.0.0.1', 'live', ${name}, 'N', 'polling', 1, 1, ${name})`);
  }
});

afterEach(async () => {
  await runtime.close();
  await database.close();
});

const codeOf = (error: unknown) => ((error as Error).cause as { code?: string }).code;

test.each([
  [
    'updates',
    sql`insert into updates (workspace_id, bot_id, update_id, channel, lane, kind, state, received_at)
    values ('ws_a', 'bot_b', '1', 'telegram', '1', 'message', 'waiting', now())`,
  ],
  [
    'outbox',
    sql`insert into outbox (workspace_id, bot_id, position, method, payload, policy, state)
    values ('ws_a', 'bot_b', 0, 'sendMessage', 'x', 'never_lost', 'queued')`,
  ],
  [
    'contacts',
    sql`insert into contacts (workspace_id, bot_id, channel, external_id, kind, first_seen_at, last_seen_at)
    values ('ws_a', 'bot_b', 'telegram', '1', 'private', now(), now())`,
  ],
  [
    'dialogues',
    sql`insert into dialogues (workspace_id, bot_id, lane, module_id, state)
    values ('ws_a', 'bot_b', '1', 'core', '{}')`,
  ],
  [
    'quarantine',
    sql`insert into quarantine (workspace_id, bot_id, reason, size_bytes, body, received_at)
    values ('ws_a', 'bot_b', 'not_json', 1, 'x', now())`,
  ],
  [
    'minute_stats',
    sql`insert into minute_stats (workspace_id, bot_id, minute, latency)
    values ('ws_a', 'bot_b', now(), '{}')`,
  ],
])('a row of %s that puts one workspace’s bot into another is refused by its key', async (_table, statement) => {
  const error = await runtime.db.execute(statement).then(
    () => null,
    (one: unknown) => one,
  );
  expect(codeOf(error)).toBe('23503');
});

test('the runtime reaches its own tables and no others', async () => {
  const found = await database.db.execute<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition
      and (has_table_privilege(${runtimeRole}, c.oid, 'select, insert, update, delete, truncate, references, trigger')
        or has_any_column_privilege(${runtimeRole}, c.oid, 'select, insert, update, references'))
    order by 1`);
  expect(found.rows.map((row) => row.name)).toEqual(Object.keys(runtimeGrants).sort());
  for (const table of ['users', 'sessions', 'audit_events', 'data_keys']) {
    const error = await runtime.db.execute(sql`select from ${sql.identifier(table)}`).then(
      () => null,
      (one: unknown) => one,
    );
    expect(codeOf(error)).toBe('42501');
  }
});

test('every table a module keeps people’s data in can be written by the flush', () => {
  const kept = runtimeModules.flatMap((module) => module.definition.keeps.map((one) => one.table));
  expect(kept.filter((table) => !(table in runtimeGrants))).toEqual([]);
});
