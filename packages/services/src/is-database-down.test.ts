import { setTimeout as sleep } from 'node:timers/promises';
import { connectDatabase } from '@dovecote/db/client';
import { restMs } from '@dovecote/db/open-pool';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { openTenantDatabases } from '@dovecote/db/tenant-databases';
import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { severDatabase } from '@dovecote/testing/severed-database';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { isDatabaseDown } from './is-database-down';

test.each(['127.0.0.1', 'localhost'])('knows a server on %s that is not there', async (host) => {
  const database = connectDatabase({ url: `postgres://nobody@${host}:9/none`, applicationName: 'test' });
  const error = await database.db.execute(sql`select 1`).catch((caught: unknown) => caught);
  expect(isDatabaseDown(error)).toBe(true);
  await database.close();
});

test('knows a connection that was cut, and leaves a wrong statement alone', async () => {
  const database = await createTestDatabase();
  const cut = database.db.execute(sql`select pg_terminate_backend(pg_backend_pid())`);
  expect(isDatabaseDown(await cut.catch((caught: unknown) => caught))).toBe(true);
  const wrong = await database.db.execute(sql`select nope`).catch((caught: unknown) => caught);
  expect(isDatabaseDown(wrong)).toBe(false);
  await database.close();
});

test('knows a connection of a workspace that fell silent', async () => {
  const database = await createTestDatabase();
  const severed = await severDatabase(database.url);
  const tenants = openTenantDatabases({ url: severed.url, applicationName: 'test', connectionsMax: 1 });
  const ask = () => tenants.of(proveWorkspace('ws')).execute(sql`select 1 as one`);
  await ask();
  await sleep(restMs + 100);
  severed.silence();
  expect(isDatabaseDown(await ask().catch((caught: unknown) => caught))).toBe(true);
  expect((await ask()).rows).toEqual([{ one: 1 }]);
  await severed.close();
  await Promise.all([tenants.close(), database.close()]);
}, 30_000);
