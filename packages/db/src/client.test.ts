import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { eventually } from '@dovecote/testing/eventually';
import { severDatabase } from '@dovecote/testing/severed-database';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectDatabase, type Db } from './client';
import { openTenantDatabases } from './tenant-databases';

let database: Awaited<ReturnType<typeof createTestDatabase>>;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(() => database.close());

/** What a transaction meets whose connection broke while it was between two statements. */
async function breakWithin(db: Db): Promise<unknown> {
  return db
    .transaction(async (tx) => {
      const own = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      const pid = own.rows[0]?.pid;
      await database.db.execute(sql`select pg_terminate_backend(${pid}::integer)`);
      await eventually(async () => {
        const left = await database.db.execute(sql`select from pg_stat_activity where pid = ${pid}::integer`);
        expect(left.rows).toEqual([]);
      });
      await tx.execute(sql`select 1`);
    })
    .then(
      () => 'nothing',
      () => 'an error',
    );
}

// An error that nobody listens to ends the process, and with it this run.
test('a connection that breaks in a transaction fails the transaction alone, and the next one works', async () => {
  const { url } = database;
  const plain = connectDatabase({ url, applicationName: 'test' });
  const tenants = openTenantDatabases({ url, applicationName: 'test', connectionsMax: 2 });
  for (const db of [plain.db, tenants.platform]) {
    expect(await breakWithin(db)).toBe('an error');
    expect((await db.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
  }
  await Promise.all([plain.close(), tenants.close()]);
});

test('when one connection has fallen silent, the idle ones are left too: the next query is answered', async () => {
  const severed = await severDatabase(database.url);
  const { db, close } = connectDatabase({ url: severed.url, applicationName: 'test', isBrisk: true });
  await Promise.all(Array.from({ length: 5 }, () => db.execute(sql`select pg_sleep(0.2)`)));
  severed.silence();
  await expect(db.execute(sql`select 1`)).rejects.toMatchObject({ cause: { message: 'Query read timeout' } });
  expect((await db.execute(sql`select 1`)).rowCount).toBe(1);
  await severed.close();
  await close();
}, 40_000);
