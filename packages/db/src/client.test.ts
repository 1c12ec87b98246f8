import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { eventually } from '@dovecote/testing/eventually';
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
