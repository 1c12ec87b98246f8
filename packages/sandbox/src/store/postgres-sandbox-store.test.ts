import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { sql } from 'drizzle-orm';
import { Api } from 'grammy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describePerson } from '../people';
import { startTestSandbox, workspaceId } from '../sandbox.test-helper';
import { PostgresSandboxStore } from './postgres-sandbox-store';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.close());

test('what was acknowledged is in Postgres, without the token', async () => {
  const store = new PostgresSandboxStore(database.db);
  const first = await startTestSandbox({ store });
  const { token, username } = await first.createBot({ username: 'kept_bot' });
  const chatId = describePerson(workspaceId, { name: 'you' }).id;
  await first.say(username, 'before\u0000 \ud800');
  const api = new Api(token, { apiRoot: first.apiRoot });
  const sent = await api.sendDocument(chatId, 'https://x.org/a.pdf', { caption: 'here' });
  const [update] = await api.getUpdates();
  const rows = await database.db.execute(sql`select t::text as row from sandbox_bots t`);
  expect(JSON.stringify(rows.rows)).not.toContain(token.split(':')[1]);

  const second = await startTestSandbox({ store: new PostgresSandboxStore(database.db) });
  const after = new Api(token, { apiRoot: second.apiRoot });
  expect(await after.getUpdates()).toEqual([update]);
  await second.say(username, 'after');
  const ids = (await after.getUpdates()).map((one) => one.update_id);
  expect(ids).toEqual([update?.update_id, (update?.update_id ?? 0) + 1]);
  expect(await after.getFile(sent.document.file_id)).toMatchObject({ file_size: 0 });
  expect((await second.chatWhen(username, () => true)).messages.map((one) => one.text)).toEqual([
    'before',
    'here',
    'after',
  ]);
  await Promise.all([first.server.close(), second.server.close()]);
});

test('usernames, webhooks, files and removal behave as in memory', async () => {
  const store = new PostgresSandboxStore(database.db);
  const sandbox = await startTestSandbox({ store, limits: { fileBytesPerBotMax: 100 } });
  const { token, username, telegramId } = await sandbox.createBot({ username: 'taken_bot' });
  expect((await sandbox.control('POST', '/bots', { workspaceId, username: 'taken_bot' })).status).toBe(409);
  const api = new Api(token, { apiRoot: sandbox.apiRoot });
  await api.setWebhook('http://127.0.0.1:1/hook');
  expect(await store.listWebhookBots()).toEqual([telegramId]);
  await api.deleteWebhook();
  expect(await store.listWebhookBots()).toEqual([]);
  const contentBase64 = Buffer.alloc(60).toString('base64');
  for (const text of ['one', 'two']) {
    const body = { workspaceId, kind: 'document', text, contentBase64 };
    expect((await sandbox.control('POST', `/chats/${username}/messages`, body)).status).toBe(201);
  }
  const fileIds = (await api.getUpdates()).map((update) => update.message?.document?.file_id ?? '');
  expect(await store.findFile(telegramId, fileIds[0] ?? '')).toBeNull();
  expect((await store.findFile(telegramId, fileIds[1] ?? ''))?.bytes).toEqual(Buffer.alloc(60));
  await sandbox.control('DELETE', `/bots/${telegramId}`);
  expect(await store.findFile(telegramId, fileIds[1] ?? '')).toBeNull();
  expect(await store.findBot({ telegramId })).toBeNull();
  await sandbox.server.close();
});

test('a renewed token outlives the process; the former one does not', async () => {
  const first = await startTestSandbox({ store: new PostgresSandboxStore(database.db) });
  const { token, telegramId } = await first.createBot();
  const { body } = await first.control('POST', `/bots/${telegramId}/token`);
  const renewed = (body as { token: string }).token;
  const second = await startTestSandbox({ store: new PostgresSandboxStore(database.db) });
  const getMe = (by: string) => new Api(by, { apiRoot: second.apiRoot }).getMe();
  await expect(getMe(token)).rejects.toMatchObject({ error_code: 401 });
  expect((await getMe(renewed)).id).toBe(Number(telegramId));
  await Promise.all([first.server.close(), second.server.close()]);
});
