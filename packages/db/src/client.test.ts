import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { eventually } from '@dovecote/testing/eventually';
import { severDatabase } from '@dovecote/testing/severed-database';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectDatabase, type Db } from './client';
import { isConnectionLost, restMs } from './open-pool';
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

// A verb may take minutes, so silence shows in what is asked ahead of it.
test('a transaction of a verb on a connection that fell silent while it rested is lost within seconds, and the next one works', async () => {
  const severed = await severDatabase(database.url);
  const tenants = openTenantDatabases({ url: severed.url, applicationName: 'test', connectionsMax: 1 });
  const ask = () => tenants.persons.transaction((tx) => tx.execute(sql`select 1 as one`));
  await ask();
  await sleep(restMs + 100);
  severed.silence();
  expect(isConnectionLost(await ask().catch((error: unknown) => error))).toBe(true);
  expect((await ask()).rows).toEqual([{ one: 1 }]);
  await severed.close();
  await tenants.close();
}, 30_000);

test('what is said in a transaction whose connection is given up is not done, and nobody is told that it is', async () => {
  const severed = await severDatabase(database.url);
  const { db, close } = connectDatabase({
    url: severed.url,
    applicationName: 'test',
    connectionsMax: 1,
    isBrisk: true,
  });
  await database.db.execute(sql`create table said (word text)`);
  const slow = db.transaction(async (tx) => {
    await tx.execute(sql`insert into said values ('first')`);
    await tx.execute(sql`select pg_sleep(12)`).catch(() => undefined);
  });
  expect(isConnectionLost(await slow.catch((error: unknown) => error))).toBe(true);
  await db.execute(sql`insert into said values ('second')`);
  const left = await database.db.execute(sql`select word from said`);
  expect(left.rows).toEqual([{ word: 'second' }]);
  await severed.close();
  await close();
}, 40_000);
