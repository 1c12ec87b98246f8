import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bots } from './schema/bots';
import { workspaces } from './schema/workspaces';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  await db.insert(workspaces).values({ id: 'ws_1', name: 'One', planId: 'self_hosted' });
  for (const id of ['bot_1', 'bot_2']) {
    const place = { apiRoot: 'http://127.0.0.1:1', environment: 'sandbox', transport: 'webhook' } as const;
    const limits = { requestsPerSecond: 1, maxConcurrent: 1 };
    const names = { telegramId: id, username: id, name: id, webhookPath: id };
    await db.insert(bots).values({ id, workspaceId: 'ws_1', ...names, ...place, ...limits });
  }
});
afterAll(async () => await database.close());

/** As fold, call counter and replay write them: new minutes and known ones in one statement. */
async function count(rows: readonly [bot: string, minute: number, received: number, done: number, calls: number][]) {
  const given = rows.map(
    ([bot, minute, ...counts]) =>
      sql`('ws_1', ${bot}, to_timestamp(${minute * 60}::int), ${counts[0]}::int, ${counts[1]}::int, ${counts[2]}::int)`,
  );
  await database.db.execute(sql`
    insert into minute_stats (workspace_id, bot_id, minute, received, done, calls) values ${sql.join(given, sql`, `)}
    on conflict (workspace_id, bot_id, minute) do update set received = minute_stats.received + excluded.received,
      done = minute_stats.done + excluded.done, calls = minute_stats.calls + excluded.calls`);
}

test('a bot’s totals are the sums of its minutes, whether these are new, grow or shrink', async () => {
  await count([
    ['bot_1', 1, 5, 3, 2],
    ['bot_1', 2, 1, 0, 0],
    ['bot_2', 1, 7, 7, 9],
  ]);
  await count([
    ['bot_1', 2, 4, 2, 1],
    ['bot_1', 3, 2, 2, 2],
    ['bot_2', 1, 0, -1, 0],
  ]);
  const { rows } = await database.db.execute(sql`
    select bot_id, received::int, done::int, calls::int from bot_totals order by bot_id`);
  expect(rows).toEqual([
    { bot_id: 'bot_1', received: 12, done: 7, calls: 5 },
    { bot_id: 'bot_2', received: 7, done: 6, calls: 9 },
  ]);
});
