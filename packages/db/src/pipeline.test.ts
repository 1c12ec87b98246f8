import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isConnectionLost, openPool } from './open-pool';
import { lateMs, Pipeline } from './pipeline';

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let pool: pg.Pool;
let pipeline: Pipeline;
let holder: pg.Client;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = openPool({ connectionString: database.url, max: 4 });
  pipeline = new Pipeline(pool);
  holder = new pg.Client({ connectionString: database.url });
  await holder.connect();
});

afterEach(async () => {
  await holder.end();
  // It waits for every connection to be given back.
  await pool.end();
  await database.close();
});

const whoAmI = { name: 'who', text: 'select pg_backend_pid() as pid' };
const pidOf = async (answer: Promise<pg.QueryResult>): Promise<unknown> => (await answer).rows[0]?.pid;

/** A statement that is not answered before the given one ends the holder's hold. */
async function hold() {
  await holder.query('select pg_advisory_lock(1)');
  const held = pipeline.query({ text: 'select pg_advisory_xact_lock_shared(1), pg_backend_pid() as pid' });
  return { held, release: () => holder.query('select pg_advisory_unlock(1)') };
}

test('what is asked while a statement is under way is behind it on the same connection, and each has its own answer', async () => {
  const before = pidOf(pipeline.query({ text: 'select pg_sleep(0.01), pg_backend_pid() as pid' }));
  const wrong = pipeline.query({ text: 'select 1 / 0' });
  const after = [pipeline.query(whoAmI), pipeline.query(whoAmI)].map(pidOf);
  expect(pool.totalCount).toBe(1);
  await expect(wrong).rejects.toMatchObject({ code: '22012' });
  expect(new Set(await Promise.all([before, ...after])).size).toBe(1);
});

test('a connection is given back after its last statement, and not used again if one of them failed', async () => {
  const first = await pidOf(pipeline.query(whoAmI));
  expect(await pidOf(pipeline.query(whoAmI))).toBe(first);
  await expect(pipeline.query({ text: 'select 1 / 0' })).rejects.toMatchObject({ code: '22012' });
  expect(await pidOf(pipeline.query(whoAmI))).not.toBe(first);
  expect([pool.idleCount, pool.totalCount]).toEqual([1, 1]);
});

test('a statement is late by its own time, not by that of those before it', async () => {
  const { held, release } = await hold();
  const behind = pidOf(pipeline.query({ text: 'select pg_sleep(0.03), pg_backend_pid() as pid' }));
  await new Promise((resolve) => setTimeout(resolve, lateMs + 10));
  await release();
  await held;
  expect(await pidOf(pipeline.query(whoAmI))).toBe(await behind);
});

test('nothing waits for a statement that is late', async () => {
  const { held, release } = await hold();
  await new Promise((resolve) => setTimeout(resolve, lateMs + 10));
  const passing = await pidOf(pipeline.query(whoAmI));
  await release();
  expect(passing).not.toBe(await pidOf(held));
});

test('what is behind a statement on a connection that breaks says that it is lost, and the next one works', async () => {
  const { held } = await hold();
  const behind = pipeline.query(whoAmI);
  const ends = Promise.all([held, behind].map((one) => one.catch((error: unknown) => error)));
  await eventually(async () => {
    const { rowCount } = await database.db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and wait_event = 'advisory'`);
    expect(rowCount).toBe(1);
  });
  const [killed, lost] = await ends;
  if (!isConnectionLost(killed)) expect(killed).toMatchObject({ code: '57P01' });
  expect(isConnectionLost(lost)).toBe(true);
  expect(await pidOf(pipeline.query(whoAmI))).toEqual(expect.any(Number));
});

test('what relied on a statement that could not be prepared is asked anew', async () => {
  await pool.end();
  pool = openPool({ connectionString: database.url, max: 4, options: '-c lock_timeout=300' });
  pipeline = new Pipeline(pool);
  await holder.query('create table pigeons (name text)');
  await holder.query('begin');
  await holder.query('lock table pigeons in access exclusive mode');
  const count = { name: 'pigeons', text: 'select count(*)::int as count from pigeons' };
  const first = pipeline.query(count);
  const second = pipeline.query(count);
  await expect(first).rejects.toMatchObject({ code: '55P03' });
  await holder.query('commit');
  expect((await second).rows).toEqual([{ count: 0 }]);
});

test('without a database each statement is told so', async () => {
  const nowhere = openPool({ connectionString: 'postgres://127.0.0.1:1/none' });
  await expect(new Pipeline(nowhere).query(whoAmI)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await nowhere.end();
});
