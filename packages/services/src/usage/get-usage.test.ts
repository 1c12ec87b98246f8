import { minuteStats } from '@dovecote/db/schema/minute-stats';
import { modelSpending, plans, workspaces } from '@dovecote/db/schema/workspaces';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { getBot } from '../bots/get-bot';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { plantUpdates } from '../dead-letters/plant-updates.test-helper';
import { getUsage } from './get-usage';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const minuteMs = 60_000;

test('the usage counts what each bot received this minute, today and this month, and nobody else’s', async () => {
  const owner = await kit.signUp('owner');
  const other = await kit.signUp('other');
  const bot = await createBot(owner, { token: await kit.newToken(owner) });
  const foreign = await createBot(other, { token: await kit.newToken(other) });
  const now = new Date('2026-11-16T12:00:30Z');
  const before = (minutes: number) => new Date(Date.parse('2026-11-16T12:00:00Z') - minutes * minuteMs);
  const rows = [
    { botId: bot.id, minute: before(0), received: 3 },
    { botId: bot.id, minute: before(1), received: 40 },
    { botId: bot.id, minute: before(24 * 60), received: 500 },
    { botId: bot.id, minute: before(20 * 24 * 60), received: 6_000 },
  ].map((row) => ({ ...row, workspaceId: workspaceIdOf(owner) }));
  await kit.database.db
    .insert(minuteStats)
    .values([...rows, { workspaceId: workspaceIdOf(other), botId: foreign.id, minute: before(0), received: 70_000 }]);
  await kit.database.db.insert(modelSpending).values([
    { workspaceId: workspaceIdOf(owner), month: '2026-10-01', microCents: 9_000_000 },
    { workspaceId: workspaceIdOf(owner), month: '2026-11-01', microCents: 2_100_000 },
    { workspaceId: workspaceIdOf(other), month: '2026-11-01', microCents: 7_000_000 },
  ]);
  const usage = await getUsage({ ...owner, clock: () => now });
  expect(usage).toMatchObject({
    plan: { id: 'self_hosted' },
    updatesPerMinuteMax: null,
    updates: { minute: 3, today: 43, month: 543, peakMinute: 40, waiting: 0, oldestWaitMs: null },
    byBot: [{ id: bot.id, name: bot.name, minute: 3, today: 43, month: 543 }],
    bots: { used: 1, max: null },
    modelBudgetCents: null,
    modelSpentCents: 3,
    modelCentsPerMillion: 100,
  });
  expect(usage.days).toHaveLength(30);
  expect(usage.days.at(-1)).toEqual({ day: '2026-11-16', updates: 43, peakMinute: 40 });
  expect(usage.days.find((day) => day.day === '2026-10-27')).toMatchObject({ updates: 6_000 });
});

test('an owner whose plan holds updates back is told so, and how many wait', async () => {
  const owner = await kit.signUp('owner');
  const workspaceId = workspaceIdOf(owner);
  const bot = await createBot(owner, { token: await kit.newToken(owner) });
  const { db, pool } = kit.database;
  await pool.query(`update bots set status = 'running', status_cause = null where id = $1`, [bot.id]);
  const receivedAt = new Date(Date.now() - 5_000);
  const waiting = ['1', '2', '3', '4'].map((id) => ({ id, state: 'waiting' as const, receivedAt }));
  await plantUpdates(kit, workspaceId, bot.id, waiting);
  expect((await getBot(owner, bot.id)).concern).toMatchObject({ kind: 'slow' });
  await db.update(workspaces).set({ planId: 'free' }).where(eq(workspaces.id, workspaceId));
  const minute = new Date(Math.floor(Date.now() / minuteMs) * minuteMs);
  await db.insert(minuteStats).values({ workspaceId, botId: bot.id, minute, received: 60, done: 60 });
  const [free] = await db.select().from(plans).where(eq(plans.id, 'free'));
  expect(free?.updatesPerMinuteMax).toBe(100);
  expect((await getBot(owner, bot.id)).concern).toMatchObject({
    kind: 'over_plan',
    updates: 4,
    perMinute: 100,
    words: expect.stringContaining('100 updates a minute; none is lost'),
  });
  expect((await getUsage(owner)).updates).toMatchObject({ waiting: 4, oldestWaitMs: expect.any(Number) });
});
