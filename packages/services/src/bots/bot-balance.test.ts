import { minuteCounts } from '@dovecote/db/schema/minute-counts';
import { createLogger } from '@dovecote/observability/logger';
import { createMetrics } from '@dovecote/observability/metrics';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { plantUpdates } from '../dead-letters/plant-updates.test-helper';
import type { ServiceContext } from '../service-context';
import { createBalanceMetrics } from './balance-metrics';
import { createBot } from './create-bot';
import { getBotBalance } from './get-bot-balance';

let kit: TestServices;
let owner: ServiceContext;
let botId: string;
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000);

beforeAll(async () => {
  kit = await createTestServices();
  owner = await kit.signUp('owner');
  botId = (await createBot(owner, { token: await kit.newToken(owner) })).id;
  await plantUpdates(kit, workspaceIdOf(owner), botId, [
    { id: '1', state: 'done', receivedAt: ago(90) },
    { id: '2', state: 'done', receivedAt: ago(80), finishedAt: ago(2) },
    { id: '3', state: 'skipped', receivedAt: ago(2) },
    { id: '4', state: 'dead_lettered', receivedAt: ago(2) },
    { id: '5', state: 'waiting', receivedAt: ago(2) },
  ]);
});
afterAll(async () => await kit.close());

test('every minute carries on what waited before it, down to what waits now', async () => {
  const balance = await getBotBalance(owner, botId);
  expect(balance).toMatchObject({
    range: '1h',
    stepSeconds: 60,
    ledger: { received: 5, done: 2, skipped: 1, deadLettered: 1, waiting: 1 },
    isBalanced: true,
  });
  expect(balance.series).toHaveLength(60);
  const of = (minutes: number) => balance.series.at(-1 - minutes);
  expect(of(10)).toMatchObject({ received: 0, waiting: 1 });
  expect(of(2)).toMatchObject({ received: 3, done: 1, skipped: 1, deadLettered: 1, waiting: 1 });
  for (const [index, point] of balance.series.entries()) {
    const carried = balance.series[index - 1]?.waiting ?? point.waiting;
    expect(carried + point.received).toBe(point.done + point.skipped + point.deadLettered + point.waiting);
  }
  expect(balance.oldestWaitMs).toBeGreaterThan(100_000);
  await expect(getBotBalance(owner, botId, { range: '9y' as '1h' })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
  });
});

test('the metrics tell the platform’s totals by state, and name no bot', async () => {
  const metrics = createMetrics({ app: 'test', withProcessMetrics: false });
  const gauges = createBalanceMetrics(metrics, kit.database.db, createLogger({ name: 'test', level: 'silent' }));
  await gauges.refresh();
  const { body } = await metrics.render();
  expect(body).toContain('dovecote_journal_updates{state="received",app="test"} 5');
  expect(body).toContain('dovecote_journal_updates{state="waiting",app="test"} 1');
  expect(body).toMatch(/dovecote_journal_oldest_wait_seconds\{app="test"\} 1[12]\d/);
  expect(body).toContain('dovecote_journal_balanced{app="test"} 1');
  expect(body).not.toContain(botId);
});

test('one lost count is seen', async () => {
  await kit.database.db.delete(minuteCounts).where(eq(minuteCounts.state, 'done'));
  expect(await getBotBalance(owner, botId)).toMatchObject({ isBalanced: false });
});
