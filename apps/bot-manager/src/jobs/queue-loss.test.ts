import { countBuffers } from '@dovecote/db/count-buffers.test-helper';
import { newId } from '@dovecote/db/new-id';
import { schedules, workIntents } from '@dovecote/db/schema/schedules';
import { createLogger } from '@dovecote/observability/logger';
import { type JobQueue, openJobQueue } from '@dovecote/queue/job-queue';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { eventually } from '@dovecote/testing/eventually';
import { findRedisServer, startTestRedis, type TestRedis } from '@dovecote/testing/start-test-redis';
import { eq, isNull, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { dueIntentsOf, dueSchedulesOf, ensureSchedule, handOutMs, scheduleIntent, tick } from './tick';

const logger = createLogger({ name: 'test', level: 'silent' });
const start = new Date('2026-03-01T12:00:00Z');
const later = (ms: number) => new Date(start.getTime() + ms);

let database: TestDatabase;
let closers: (() => Promise<void>)[];

beforeEach(async () => {
  database = await createTestDatabase();
  closers = [() => database.close()];
});

afterEach(async () => {
  for (const close of closers.reverse()) await close();
});

async function wish(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const id = newId('intent');
    await database.db.insert(workIntents).values({ id, kind: 'test', subjectId: `s${index}`, runAt: start });
  }
}

/** Closes intents as they come, and counts how often each was executed. */
function work(queue: JobQueue): Map<string, number> {
  const executed = new Map<string, number>();
  queue.work({
    'work.execute': async ({ intentId }) => {
      executed.set(intentId, (executed.get(intentId) ?? 0) + 1);
      await database.db.update(workIntents).set({ doneAt: start }).where(eq(workIntents.id, intentId));
    },
  });
  return executed;
}

const openIntents = () => database.db.select().from(workIntents).where(isNull(workIntents.doneAt));

test('twenty thousand intents done, due or not yet due, and as many schedules, do not lengthen the look for a batch', async () => {
  for (const [due, done] of [
    [sql`${start}::timestamptz - make_interval(secs => n)`, sql`now()`],
    [sql`${start}::timestamptz - make_interval(secs => n)`, sql`null`],
    [sql`${start}::timestamptz + make_interval(secs => n)`, sql`null`],
  ]) {
    await database.db.execute(sql`
      insert into work_intents (id, kind, subject_id, run_at, done_at)
      select gen_random_uuid()::text, 'test', n::text, ${due}, ${done}::timestamptz from generate_series(1, 20000) as n`);
    await database.db.execute(sql`
      insert into schedules (id, name, rule, next_run_at)
      select gen_random_uuid()::text, gen_random_uuid()::text, '{"everySeconds": 60}', ${due} from generate_series(1, 20000) as n`);
  }
  await database.db.execute(sql`vacuum analyze work_intents, schedules`);
  // A batch is a hundred rows, each looked up and locked.
  expect(await countBuffers(database.db, dueIntentsOf(database.db, start))).toBeLessThan(800);
  expect(await countBuffers(database.db, dueSchedulesOf(database.db, start))).toBeLessThan(800);
});

test('each due schedule leaves one intent, however many processes tick and however long nobody did', async () => {
  const queue = { enqueue: async () => undefined, work: () => undefined, close: async () => undefined };
  await ensureSchedule(database.db, 'hourly', 3_600, start);
  await ensureSchedule(database.db, 'hourly', 3_600, start);
  await Promise.all([
    tick(database.db, queue, start),
    tick(database.db, queue, start),
    tick(database.db, queue, start),
  ]);
  expect(await openIntents()).toMatchObject([{ kind: scheduleIntent }]);
  await tick(database.db, queue, later(3_599_000));
  expect(await openIntents()).toHaveLength(1);
  await tick(database.db, queue, later(10 * 3_600_000 + 5));
  expect(await openIntents()).toHaveLength(2);
  const [schedule] = await database.db.select().from(schedules);
  expect(schedule?.nextRunAt).toEqual(later(11 * 3_600_000));
});

describe.skipIf(findRedisServer() === null)('the queue on Redis', () => {
  let redis: TestRedis;
  let queue: JobQueue;

  beforeEach(async () => {
    redis = await startTestRedis();
    queue = await openJobQueue({ databaseUrl: database.url, redisUrl: redis.url }, logger);
    closers.push(
      () => redis.close(),
      () => queue.close(),
    );
  });

  test('flushed with everything in it: all of it is handed out again and done', async () => {
    await wish(20);
    await tick(database.db, queue, start);
    expect(await redis.command('FLUSHALL')).toBe('+OK');
    const executed = work(queue);
    await tick(database.db, queue, later(handOutMs - 1));
    expect(executed.size).toBe(0);
    await tick(database.db, queue, later(handOutMs));
    await eventually(async () => expect(await openIntents()).toEqual([]));
    expect([...executed.values()]).toEqual(Array.from({ length: 20 }, () => 1));
  });

  test('killed and empty again: what it had is done', async () => {
    await wish(20);
    await tick(database.db, queue, start);
    await redis.kill();
    await redis.revive();
    work(queue);
    await tick(database.db, queue, later(handOutMs));
    await eventually(async () => expect(await openIntents()).toEqual([]));
  });

  test('refusing to write: nothing is given up, and it goes on when writes are taken again', async () => {
    await wish(3);
    work(queue);
    await redis.command('CONFIG SET min-replicas-to-write 1');
    await expect(tick(database.db, queue, start)).rejects.toThrow(/NOREPLICAS/);
    expect(await openIntents()).toHaveLength(3);
    await redis.command('CONFIG SET min-replicas-to-write 0');
    await tick(database.db, queue, later(handOutMs));
    await eventually(async () => expect(await openIntents()).toEqual([]));
  });
});
