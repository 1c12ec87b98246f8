import { connectDatabase } from '@dovecote/db/client';
import { createTestDatabase } from '@dovecote/testing/create-test-database';
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
