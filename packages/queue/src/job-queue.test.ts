import { createLogger } from '@dovecote/observability/logger';
import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { findRedisServer, startTestRedis } from '@dovecote/testing/start-test-redis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type JobQueue, openJobQueue } from './job-queue';
import type { QueueSettings } from './queue-backend';

const logger = createLogger({ name: 'test', level: 'silent' });
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function onPostgres(): Promise<QueueSettings> {
  const database = await createTestDatabase();
  closers.push(database.close);
  return { databaseUrl: database.url, redisUrl: null };
}

async function onRedis(): Promise<QueueSettings> {
  const redis = await startTestRedis();
  closers.push(redis.close);
  return { databaseUrl: 'postgres://unused', redisUrl: redis.url };
}

async function open(settings: QueueSettings): Promise<JobQueue> {
  const queue = await openJobQueue(settings, logger);
  closers.push(() => queue.close());
  return queue;
}

const backends = [
  { name: 'Postgres', start: onPostgres, isThere: true },
  { name: 'Redis', start: onRedis, isThere: findRedisServer() !== null },
];

describe.each(backends)('the job queue on $name', ({ start, isThere }) => {
  test.skipIf(!isThere)('hands each job to its handler with its payload', async () => {
    const queue = await open(await start());
    const seen: string[] = [];
    queue.work({ 'work.execute': async ({ intentId, attempt }) => void seen.push(`${intentId} ${attempt}`) });
    await queue.enqueue('work.execute', { intentId: 'int_1', attempt: 1 });
    await queue.enqueue('work.execute', { intentId: 'int_2', attempt: 4 });
    await vi.waitFor(() => expect(seen.sort()).toEqual(['int_1 1', 'int_2 4']), { timeout: 10_000 });
  });

  test.skipIf(!isThere)('runs a failing job again', async () => {
    const queue = await open(await start());
    let tries = 0;
    queue.work({
      'work.execute': async () => {
        tries += 1;
        if (tries < 2) throw new Error('not yet');
      },
    });
    await queue.enqueue('work.execute', { intentId: 'int_3', attempt: 1 });
    await vi.waitFor(() => expect(tries).toBe(2), { timeout: 20_000 });
  });

  test.skipIf(!isThere)('takes two nudges for the same work as one', async () => {
    const queue = await open(await start());
    await queue.enqueue('work.execute', { intentId: 'int_same', attempt: 1 });
    await queue.enqueue('work.execute', { intentId: 'int_same', attempt: 1 });
    await queue.enqueue('work.execute', { intentId: 'int_last', attempt: 1 });
    const seen: string[] = [];
    queue.work({ 'work.execute': async ({ intentId }) => void seen.push(intentId) });
    await vi.waitFor(() => expect(seen).toContain('int_last'), { timeout: 10_000 });
    expect(seen.filter((id) => id === 'int_same')).toHaveLength(1);
  });

  test.skipIf(!isThere)(
    'takes a nudge again whose job failed to the last',
    async () => {
      const queue = await open(await start());
      let tries = 0;
      queue.work({
        'work.execute': async () => {
          tries += 1;
          throw new Error('not today');
        },
      });
      await queue.enqueue('work.execute', { intentId: 'int_again', attempt: 1 });
      await vi.waitFor(() => expect(tries).toBe(3), { timeout: 20_000 });
      await vi.waitFor(
        async () => {
          await queue.enqueue('work.execute', { intentId: 'int_again', attempt: 1 });
          expect(tries).toBeGreaterThan(3);
        },
        { timeout: 10_000, interval: 100 },
      );
    },
    40_000,
  );
});
