import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { exportMe } from './export-me';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

test('an account takes every bot of its workspace along, however many they are', async () => {
  const owner = await kit.signUp('owner');
  await createBot(owner, { token: await kit.newToken(owner) });
  const more = 120;
  await kit.database.pool.query(
    `insert into bots select (jsonb_populate_record(b, jsonb_build_object(
       'id', b.id || n, 'telegram_id', b.telegram_id || n, 'webhook_path', b.webhook_path || n))).*
     from bots b, generate_series(1, $2::int) n where b.workspace_id = $1`,
    [workspaceIdOf(owner), more],
  );
  const { bots } = await exportMe(owner);
  expect(bots).toHaveLength(1 + more);
}, 60_000);
