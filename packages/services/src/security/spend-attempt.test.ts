import { attempts } from '@dovecote/db/schema/attempts';
import { AppError } from '@dovecote/errors/app-error';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestServices, type TestServices } from '../create-test-services.test-helper';
import { limitSignIn } from './limit-sign-in';
import { networkOf } from './network-of';
import { spendAttempt } from './spend-attempt';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const from = (ip: string) => ({ ...kit.anonymous(), request: { ip, userAgent: 'vitest', requestId: 'req_test' } });

/** The seconds to wait, 0 for an attempt that goes through. */
async function waitOf(spending: Promise<unknown>): Promise<number> {
  try {
    await spending;
    return 0;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'RATE_LIMITED') throw error;
    return error.retryAfterSeconds ?? Number.NaN;
  }
}

test('the delay grows with each failure and ends with a success', async () => {
  const attempt = () => waitOf(limitSignIn(from('198.51.100.1'), 'a@example.com'));
  const waits: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const waitSeconds = await attempt();
    waits.push(waitSeconds);
    if (waitSeconds > 0) {
      kit.advance(waitSeconds * 1000);
      await attempt();
    }
  }
  expect(waits).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8]);
  kit.advance(16_000);
  const takeBack = await limitSignIn(from('198.51.100.1'), 'a@example.com');
  await takeBack();
  expect(await attempt()).toBe(0);
});

test('a stranger elsewhere cannot lock a person out', async () => {
  for (let round = 0; round < 8; round += 1) await waitOf(limitSignIn(from('203.0.113.5'), 'b@example.com'));
  expect(await waitOf(limitSignIn(from('203.0.113.99'), 'B@example.com'))).toBeGreaterThan(0);
  expect(await waitOf(limitSignIn(from('198.51.100.1'), 'b@example.com'))).toBe(0);
});

test('one network has a budget over all accounts, for ten minutes', async () => {
  const attempt = (name: string) => waitOf(limitSignIn(from('192.0.2.5'), `${name}@example.com`));
  const waits = await Promise.all(Array.from({ length: 130 }, (_, index) => attempt(`p${index}`)));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(100);
  kit.advance(601_000);
  expect(await attempt('one-more')).toBe(0);
});

test('a thousand attempts at once are counted one by one', async () => {
  const rule = { kind: 'growing', freeMax: 5 } as const;
  const services = { db: kit.services.db, clock: kit.services.clock };
  const waits = await Promise.all(Array.from({ length: 1_000 }, () => waitOf(spendAttempt(services, 'once', rule))));
  expect(waits.filter((wait) => wait === 0).length).toBeLessThanOrEqual(7);
  expect(waits.filter((wait) => wait === 0).length).toBeGreaterThanOrEqual(5);
});

test('two processes share one budget', async () => {
  vi.resetModules();
  const other: typeof import('./spend-attempt') = await import('./spend-attempt');
  expect(other.spendAttempt).not.toBe(spendAttempt);
  const rule = { kind: 'budget', max: 20, windowMs: 60_000 } as const;
  const services = { db: kit.services.db, clock: kit.services.clock };
  const spending = Array.from({ length: 60 }, (_, index) =>
    (index % 2 === 0 ? spendAttempt : other.spendAttempt)(services, 'shared', rule),
  );
  const outcomes = await Promise.allSettled(spending);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
});

test('the table holds no address and forgets what is a day old', async () => {
  await waitOf(limitSignIn(from('198.51.100.77'), 'private@example.com'));
  const rows = await kit.database.db.select().from(attempts);
  expect(JSON.stringify(rows)).not.toMatch(/private|198\.51/);
  kit.advance(25 * 3_600_000);
  await waitOf(limitSignIn(from('198.51.100.78'), 'later@example.com'));
  expect((await kit.database.db.select().from(attempts)).length).toBeLessThan(rows.length);
});

test.each([
  ['203.0.113.5', '203.0.113.77'],
  ['::ffff:203.0.113.5', '203.0.113.9'],
  ['2001:db8:1:2:3::4', '2001:db8:1:2:ffff::1'],
  ['2001:db8::1', '2001:db8:0:0:5::'],
])('%s and %s are one network', (one, other) => {
  expect(networkOf(one)).toBe(networkOf(other));
});
