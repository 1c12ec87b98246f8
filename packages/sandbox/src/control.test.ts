import { Api } from 'grammy';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { describePerson } from './people';
import { startTestSandbox, type TestSandbox, workspaceId } from './sandbox.test-helper';

let sandbox: TestSandbox;
const chatId = describePerson(workspaceId, { name: 'you' }).id;

beforeAll(async () => {
  sandbox = await startTestSandbox({ limits: { chatsPerBotMax: 2, messagesPerChatMax: 3, pendingUpdatesMax: 20 } });
});

afterAll(() => sandbox.server.close());

test('a wrong control token is refused', async () => {
  const res = await fetch(`${sandbox.apiRoot}/control/bots`, {
    method: 'POST',
    headers: { authorization: 'Bearer x' },
  });
  expect(res.status).toBe(401);
  expect(await res.json()).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
});

test("another workspace's bot does not exist", async () => {
  const { username } = await sandbox.createBot();
  const answer = await sandbox.control('POST', `/chats/${username}/messages`, { workspaceId: 'ws_other', text: 'x' });
  expect(answer).toMatchObject({ status: 404, body: { error: { code: 'NOT_FOUND' } } });
});

test('wrong input is told by field', async () => {
  const { username } = await sandbox.createBot();
  const long = await sandbox.control('POST', `/chats/${username}/messages`, { workspaceId, text: 'x'.repeat(5_000) });
  expect(long).toMatchObject({
    status: 422,
    body: { error: { code: 'VALIDATION_FAILED', fields: { text: expect.any(String) } } },
  });
  expect((await sandbox.control('POST', '/bots', { workspaceId, username: 'no' })).status).toBe(422);
  expect((await sandbox.control('POST', '/bots')).status).toBe(422);
});

test('a username is taken once and is free after the bot is gone', async () => {
  const { telegramId, token } = await sandbox.createBot({ username: 'Tea_Shop_Bot' });
  const again = await sandbox.control('POST', '/bots', { workspaceId, username: 'tea_shop_bot' });
  expect(again).toMatchObject({ status: 409, body: { error: { code: 'CONFLICT' } } });
  expect((await sandbox.control('DELETE', `/bots/${telegramId}`)).status).toBe(204);
  await expect(new Api(token, { apiRoot: sandbox.apiRoot }).getMe()).rejects.toMatchObject({ error_code: 401 });
  expect((await sandbox.createBot({ username: 'tea_shop_bot' })).username).toBe('tea_shop_bot');
});

test('chats, messages and waiting updates are bounded', async () => {
  const { username } = await sandbox.createBot();
  for (const text of ['1', '2', '3', '4']) await sandbox.say(username, text, 'ann');
  const ann = await sandbox.chatWhen(username, () => true, 'ann');
  expect(ann.messages.map((one) => one.text)).toEqual(['2', '3', '4']);
  await sandbox.say(username, 'x', 'bob');
  await sandbox.say(username, 'x', 'cid');
  expect((await sandbox.chatWhen(username, () => true, 'ann')).messages).toEqual([]);
  for (let count = 6; count < 20; count += 1) await sandbox.say(username, 'x', 'cid');
  const full = await sandbox.control('POST', `/chats/${username}/messages`, { workspaceId, person: 'cid', text: 'x' });
  expect(full.status).toBe(429);
});

test('ordered faults hit their method and the record tells what took effect', async () => {
  const { username, telegramId, token } = await sandbox.createBot();
  await sandbox.say(username, 'hello');
  const rules = [
    { method: 'sendMessage', kind: '429', count: 1, retryAfter: 7 },
    { method: 'sendMessage', kind: '500', count: 1 },
    { method: 'sendMessage', kind: 'lost-answer', count: 1 },
    { method: 'sendMessage', kind: 'cut', count: 1 },
    { method: 'sendMessage', kind: 'reset', count: 1 },
  ];
  expect((await sandbox.control('POST', `/bots/${telegramId}/faults`, { rules })).status).toBe(200);
  const send = async (text: string) => {
    const query = new URLSearchParams({ chat_id: String(chatId), text });
    try {
      const res = await fetch(`${sandbox.apiRoot}/bot${token}/sendMessage?${query}`);
      await res.json();
      return res.status;
    } catch {
      return 'broken';
    }
  };
  const outcomes: unknown[] = [];
  for (const text of ['a', 'b', 'c', 'd', 'e', 'f']) outcomes.push(await send(text));
  expect(outcomes).toEqual([429, 500, 'broken', 'broken', 'broken', 200]);
  const { body } = await sandbox.control<{ calls: { parameters: { text: string }; isExecuted: boolean }[] }>(
    'GET',
    `/bots/${telegramId}/calls`,
  );
  const executed = body.calls.filter((call) => call.isExecuted).map((call) => call.parameters.text);
  expect(executed).toEqual(['c', 'd', 'f']);
});

test('webhooks on this machine can be forbidden', async () => {
  const strict = await startTestSandbox({ allowLoopbackWebhooks: false });
  const { token } = await strict.createBot();
  const api = new Api(token, { apiRoot: strict.apiRoot });
  for (const url of ['http://127.0.0.1:5432/', 'https://localhost/x', 'https://[::ffff:127.0.0.1]/']) {
    await expect(api.setWebhook(url)).rejects.toMatchObject({ error_code: 400 });
  }
  await strict.server.close();
});

test('health is told', async () => {
  for (const path of ['/health', '/health/live', '/health/ready']) {
    expect((await fetch(sandbox.apiRoot + path)).status).toBe(200);
  }
});

test('a renewed token is the bot’s only one from then on', async () => {
  const { telegramId, token } = await sandbox.createBot();
  const { body } = await sandbox.control('POST', `/bots/${telegramId}/token`);
  const renewed = (body as { token: string }).token;
  await expect(new Api(token, { apiRoot: sandbox.apiRoot }).getMe()).rejects.toMatchObject({ error_code: 401 });
  expect((await new Api(renewed, { apiRoot: sandbox.apiRoot }).getMe()).id).toBe(Number(telegramId));
});
