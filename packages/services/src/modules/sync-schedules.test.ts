import { readFileSync } from 'node:fs';
import path from 'node:path';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { moduleJobs } from '@dovecote/db/schema/module-work';
import { defineModule } from '@dovecote/modules/kit/definition';
import { moduleDefinitions } from '@dovecote/modules/registry';
import { migrationsFolder } from '@dovecote/testing/template-name';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createBot } from '../bots/create-bot';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { saveModule } from './save-module';
import { syncSchedules } from './sync-schedules';

const faq = defineModule({
  id: 'faq',
  title: 'Scheduled',
  summary: 'Stands in for a module with schedules.',
  category: 'support',
  settings: z.object({ isFreeTextAnswered: z.boolean().default(true) }),
  commands: [],
  updates: [],
  keeps: [],
  schedules: ({ isFreeTextAnswered }) => [
    { job: 'daily', cron: '0 9 * * *' },
    ...(isFreeTextAnswered ? [{ job: 'weekly', cron: '0 18 * * 5' }] : []),
  ],
});
const definitions = [faq as unknown as (typeof moduleDefinitions)[number], ...moduleDefinitions];

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

test('recurring work follows settings and time zone, and what is wanted as before keeps its time', async () => {
  const owner = await kit.signUp('owner');
  const { id } = await createBot(owner, { token: await kit.newToken(owner) });
  const bot = { workspaceId: workspaceIdOf(owner), id };
  const sync = async (now: string) => {
    await kit.database.db.transaction((tx) => syncSchedules(tx, bot, new Date(now), definitions));
    const rows = await kit.database.db.select().from(moduleJobs).where(eq(moduleJobs.botId, id));
    return Object.fromEntries(rows.map((row) => [row.job, row.runAt.toISOString()]));
  };
  await saveModule(owner, id, 'core', { enabled: true, settings: { timeZone: 'Asia/Tokyo' } });
  expect(await sync('2026-01-01T00:00:00Z')).toEqual({});
  await saveModule(owner, id, 'faq', { enabled: true, settings: {} });
  const first = { daily: '2026-01-02T00:00:00.000Z', weekly: '2026-01-02T09:00:00.000Z' };
  expect(await sync('2026-01-01T00:00:00Z')).toEqual(first);
  expect(await sync('2026-01-01T12:00:00Z')).toEqual(first);
  await kit.database.db
    .update(moduleSettings)
    .set({ settings: { isFreeTextAnswered: false } })
    .where(eq(moduleSettings.moduleId, 'faq'));
  expect(await sync('2026-01-01T13:00:00Z')).toEqual({ daily: first.daily });
});

test('recurring work of a module that only newer processes know stays', async () => {
  const owner = await kit.signUp('rolling');
  const { id } = await createBot(owner, { token: await kit.newToken(owner) });
  const newer = { workspaceId: workspaceIdOf(owner), botId: id, moduleId: 'newer', job: 'daily', key: '0 9 * * *' };
  const recurring = { cron: newer.key, zone: 'UTC', isTask: false, runAt: new Date() };
  await kit.database.db.insert(moduleJobs).values({ ...newer, ...recurring });
  await saveModule(owner, id, 'core', { enabled: true, settings: { timeZone: 'Asia/Tokyo' } });
  expect(await kit.database.db.select().from(moduleJobs).where(eq(moduleJobs.botId, id))).toMatchObject([newer]);
});

test('bots that had engagement on before ranks were noted are given that job as a save would give it', async () => {
  const owner = await kit.signUp('owner');
  const { id } = await createBot(owner, { token: await kit.newToken(owner) });
  const off = await createBot(owner, { token: await kit.newToken(owner) });
  await saveModule(owner, id, 'core', { enabled: true, settings: { timeZone: 'Asia/Tokyo' } });
  await saveModule(owner, id, 'engagement', { enabled: true, settings: {} });
  await saveModule(owner, off.id, 'engagement', { enabled: false, settings: {} });
  const { db } = kit.database;
  const jobs = async () =>
    (await db.select().from(moduleJobs).where(eq(moduleJobs.job, 'noteRanks'))).map(({ token, runAt, ...row }) => row);
  const saved = await jobs();
  expect(saved).toMatchObject([{ botId: id, zone: 'Asia/Tokyo' }]);
  await db.delete(moduleJobs);
  const statements = readFileSync(path.join(migrationsFolder, '0018_issue_5_rest_custom.sql'), 'utf8').split('-->');
  const seeding = statements.find((statement) => statement.includes('INSERT INTO "module_jobs"')) ?? '';
  for (let time = 0; time < 2; time += 1) await db.execute(sql.raw(seeding.replace(/^.*\n/, '')));
  expect(await jobs()).toEqual(saved);
});
