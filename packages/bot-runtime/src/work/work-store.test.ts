import { connectDatabase, type Database } from '@dovecote/db/client';
import { countBuffers } from '@dovecote/db/count-buffers.test-helper';
import { runtimeRole } from '@dovecote/db/runtime-role';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dueWorkOf, findDueWork, tasksPerBotMax } from './work-store';

const now = new Date('2026-03-02T12:00:00Z');
const many = 100_000;
/** Pages for two bots' jobs of a handful, down the index and to the rows. */
const fewPages = 60;

let database: TestDatabase;
let runtime: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  runtime = connectDatabase({ url: database.url, applicationName: 'runtime', role: runtimeRole });
  await database.db.execute(sql`insert into workspaces (id, name, plan_id) values ('ws', 'W', 'self_hosted')`);
  for (const [bot, holder] of [
    ['a', 'prc_own'],
    ['b', 'prc_own'],
    ['idle', 'prc_own'],
    ['full', 'prc_full'],
    ['stopped', 'prc_mixed'],
    ['suspended', 'prc_mixed'],
    ['revoked', 'prc_mixed'],
    ['stuck', 'prc_mixed'],
    ['late', 'prc_mixed'],
    ['unheld', null],
  ]) {
    await database.db.execute(sql`
      insert into bots (workspace_id, id, telegram_id, api_root, environment, username, name, transport,
        requests_per_second, max_concurrent, webhook_path, desired_state, suspended_at, status)
      values ('ws', ${bot}, ${bot}, 'http://127.0.0.1', 'live', ${bot}, 'N', 'polling', 1, 1, ${bot},
        ${bot === 'stopped' ? 'stopped' : 'running'}, ${bot === 'suspended' ? now.toISOString() : null}::timestamptz,
        ${bot === 'revoked' ? 'token_revoked' : 'running'})`);
    if (holder !== null) {
      await database.db.execute(
        sql`insert into bot_holders (workspace_id, bot_id, process_id, epoch, journal_form) values ('ws', ${bot}, ${holder}, 1, 2)`,
      );
    }
  }
  await plant('a', 3, false);
  await plant('b', tasksPerBotMax + 3, true);
  await plant('unheld', many, false);
  await plant('full', many, false);
  for (const bot of ['stopped', 'suspended', 'revoked', 'stuck']) await plant(bot, 600, false);
  await plant('late', 1, false);
  await database.db.execute(sql`vacuum analyze module_jobs`);
});

afterAll(async () => {
  await runtime.close();
  await database.close();
});

/** Work that was due longest ago stands in bots that nobody holds. */
async function plant(bot: string, count: number, isTask: boolean): Promise<void> {
  await database.db.execute(sql`
    insert into module_jobs (workspace_id, bot_id, module_id, job, key, is_task, run_at)
    select 'ws', ${bot}, 'engagement', 'nudge', n::text, ${isTask},
      ${now.toISOString()}::timestamptz - make_interval(secs => n + ${count})
    from generate_series(1, ${count}::int) as n`);
}

test('the look for work finds what is due of the bots held, so much of each that all get on, of each the oldest first', async () => {
  const due = await findDueWork(runtime.db, 'prc_own', ['engagement'], now, 1_000);
  const of = (bot: string) => due.flatMap(({ botId, runAt }) => (botId === bot ? runAt.getTime() : []));
  expect([of('a').length, of('b').length, due.length]).toEqual([3, tasksPerBotMax, 3 + tasksPerBotMax]);
  for (const bot of ['a', 'b']) expect(of(bot)).toEqual(of(bot).toSorted());
  expect(await findDueWork(runtime.db, 'prc_full', ['engagement'], now, 1_000)).toHaveLength(100);
  expect(await findDueWork(runtime.db, 'prc_nobody', ['engagement'], now, 1_000)).toEqual([]);
});

test('bots that are stopped, suspended or without a token have no due work, and no bot takes the places of all', async () => {
  const due = await findDueWork(runtime.db, 'prc_mixed', ['engagement'], now, 10);
  expect(due.map(({ botId }) => botId)).toEqual(['stuck', 'late', ...Array(8).fill('stuck')]);
});

test('a hundred thousand overdue jobs of bots that others hold, or nobody, cost the look nothing', async () => {
  expect(await countBuffers(runtime.db, dueWorkOf('prc_own', ['engagement'], now, 1_000))).toBeLessThan(fewPages);
});

test('a held bot with a hundred thousand overdue jobs is looked at no further than what is taken', async () => {
  expect(await countBuffers(runtime.db, dueWorkOf('prc_full', ['engagement'], now, 1_000))).toBeLessThan(3 * fewPages);
});
