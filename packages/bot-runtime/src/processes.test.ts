import { eventually } from '@dovecote/testing/eventually';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ProcessLease, registerProcess, takeBot } from './processes';
import { createRuntimeBench, type RuntimeBench } from './runtime-bench.test-helper';

let bench: RuntimeBench;
let observer: ProcessLease;
let other: ProcessLease;

beforeEach(async () => {
  bench = await createRuntimeBench();
  observer = await registerProcess(bench.url);
  other = await registerProcess(bench.url);
});

afterEach(async () => {
  await observer.release();
  await other.release();
  await bench.close();
});

/** Server processes that hold the other's lock. */
async function lockHolders(): Promise<number[]> {
  const result = await bench.db.execute<{ pid: number }>(sql`
    select a.pid from pg_stat_activity a join pg_locks l on l.pid = a.pid and l.locktype = 'advisory' and l.granted
    where a.application_name = ${`dovecote-lease-${other.processId}`}`);
  return result.rows.map((row) => row.pid);
}

test('a process whose lease connection was cut looks alive again before its next heartbeat', async () => {
  const [cut] = await lockHolders();
  await bench.db.execute(sql`select pg_terminate_backend(${cut}::integer)`);
  await eventually(async () => {
    const now = await lockHolders();
    expect(now).toHaveLength(1);
    expect(now).not.toContain(cut);
  });
  await eventually(async () => expect((await observer.beat()).suspects).toEqual([]), 5_000);
  await observer.bury([other.processId]);
  expect(await other.beat()).toMatchObject({ isKept: true });
});

test('a process whose lock nobody holds is buried at once', async () => {
  // As a kill leaves it: its row is there.
  await bench.db.execute(sql`update processes set lock_key = lock_key + 1 where id = ${other.processId}`);
  const { suspects } = await observer.beat();
  expect(suspects).toEqual([other.processId]);
  await observer.bury(suspects);
  expect(await other.beat()).toMatchObject({ isKept: false });
});

test('a release that does not say which form of the journal it reads takes no bot, not even one nobody holds', async () => {
  const bot = await bench.createBot();
  const take = () =>
    bench.db.execute(sql`
      insert into bot_holders as held (workspace_id, bot_id, process_id, epoch)
      values (${bot.workspaceId}, ${bot.id}, ${observer.processId}, 1)
      on conflict (bot_id) do update set process_id = excluded.process_id, epoch = held.epoch + 1`);
  await expect(take()).rejects.toMatchObject({ cause: { column: 'journal_form' } });
  await takeBot(bench.db, other.processId, bot);
  await expect(take()).rejects.toMatchObject({ cause: { column: 'journal_form' } });
});
