import { Api } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from './sandbox.test-helper';

let sandbox: TestSandbox;
let api: Api;
let username: string;
let token: string;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  ({ username, token } = await sandbox.createBot());
  api = new Api(token, { apiRoot: sandbox.apiRoot });
});

afterEach(() => sandbox.server.close());

test('an offset confirms, a limit bounds, a negative offset keeps the last', async () => {
  for (const text of ['1', '2', '3', '4', '5']) await sandbox.say(username, text);
  const first = await api.getUpdates({ limit: 2 });
  expect(first.map((one) => one.message?.text)).toEqual(['1', '2']);
  expect((await api.getUpdates({ offset: (first[1]?.update_id ?? 0) + 1, limit: 1 }))[0]?.message?.text).toBe('3');
  expect((await api.getUpdates({ offset: -1 })).map((one) => one.message?.text)).toEqual(['5']);
  expect(await api.getUpdates()).toHaveLength(1);
});

test('a long poll answers as soon as somebody writes', async () => {
  const polling = api.getUpdates({ timeout: 30 });
  await sandbox.say(username, 'hello');
  expect(await polling).toHaveLength(1);
});

test('only the kinds asked for are kept', async () => {
  await api.getUpdates({ allowed_updates: ['callback_query'] });
  await sandbox.say(username, 'unheard');
  await api.getUpdates({ allowed_updates: [] });
  await sandbox.say(username, 'heard');
  expect((await api.getUpdates()).map((one) => one.message?.text)).toEqual(['heard']);
});

test('a second poll ends the first one with a conflict', async () => {
  const older = api.getUpdates({ timeout: 30 }).catch((error: unknown) => error);
  await sandboxHasPoll();
  const newer = api.getUpdates({ timeout: 30 });
  expect(await older).toMatchObject({
    error_code: 409,
    description: 'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
  });
  await sandbox.say(username, 'hello');
  expect(await newer).toHaveLength(1);
});

test('a poll conflicts with a webhook', async () => {
  await api.setWebhook('http://127.0.0.1:9/hook');
  await expect(api.getUpdates()).rejects.toMatchObject({
    error_code: 409,
    description:
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
  });
  await api.deleteWebhook();
  expect(await api.getUpdates()).toEqual([]);
});

test('closing the server ends a long poll', async () => {
  const polling = api.getUpdates({ timeout: 50 });
  await sandboxHasPoll();
  await sandbox.server.close();
  expect(await polling).toEqual([]);
});

async function sandboxHasPoll(): Promise<void> {
  const telegramId = token.split(':')[0];
  for (;;) {
    const { body } = await sandbox.control<{ calls: { method: string }[] }>('GET', `/bots/${telegramId}/calls`);
    if (body.calls.some((call) => call.method === 'getUpdates')) return;
  }
}
