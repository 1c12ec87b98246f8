import { tenantTables } from '@dovecote/db/tenant-tables';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runtimeModules } from '../runtime-registry';
import { createTalkDatabase, type TalkDatabase } from './talk-database.test-helper';

/** What columns that can hold somebody's Telegram id, or a name made of it, are called. */
const personColumns = [
  'person_id',
  'external_id',
  'chat_id',
  'contact_id',
  'author_id',
  'invited_id',
  'inviter_id',
  'guardian_id',
  'account',
  'holder',
  'debit',
  'credit',
  'lane',
];

/** Why nobody's rows there are erased or copied by a module. */
const exceptions: Readonly<Record<string, string>> = {
  updates: 'the journal, encrypted, which ends by itself: /privacy says so',
  outbox: 'the journal, encrypted, which ends by itself: /privacy says so',
};

let database: TalkDatabase;
beforeAll(async () => {
  database = await createTalkDatabase();
});
afterAll(() => database.close());

test('every table that can name a person is one a module erases and copies for them, or says why not', async () => {
  const found = await database.owner.execute<{ table_name: string }>(sql`
    select distinct table_name from information_schema.columns
    where table_schema = 'public' and column_name in (${sql.join(
      personColumns.map((name) => sql`${name}`),
      sql`, `,
    )})`);
  const tables = found.rows.map((row) => row.table_name).filter((table) => table in tenantTables);
  const covered = runtimeModules.flatMap(({ erasers, exports }) =>
    Object.keys(erasers).filter((table) => table in exports),
  );
  expect(tables.filter((table) => !covered.includes(table)).sort()).toEqual(Object.keys(exceptions).sort());
});
