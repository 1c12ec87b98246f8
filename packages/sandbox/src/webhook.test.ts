import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { Bot, webhookCallback } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTestSandbox, type TestSandbox } from './sandbox.test-helper';

let sandbox: TestSandbox;
let bot: Bot;
let username: string;
let receiver: Server | undefined;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  const born = await sandbox.createBot();
  username = born.username;
  bot = new Bot(born.token, {
    client: { apiRoot: sandbox.apiRoot, canUseWebhookReply: (method) => method === 'sendMessage' },
  });
});

afterEach(async () => {
  await sandbox.server.close();
  receiver?.closeAllConnections();
  receiver?.close();
});

async function listen(handler: RequestListener): Promise<string> {
  receiver = createServer(handler);
  await new Promise<void>((resolve) => receiver?.listen(0, '127.0.0.1', resolve));
  const address = receiver.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/hook`;
}

async function readUpdate(req: IncomingMessage): Promise<{ update_id: number; message: { text: string } }> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

test("a stock bot answers through its webhook's own reply, and its secret is checked", async () => {
  bot.on('message:text', (ctx) => ctx.reply(`You said ${ctx.msg.text}`));
  const url = await listen(webhookCallback(bot, 'http', { secretToken: 's3cret' }));
  await bot.api.setWebhook(url, { secret_token: 's3cret' });
  await sandbox.say(username, 'hello');
  expect((await sandbox.botMessages(username, 1))[0]?.text).toBe('You said hello');
  expect(await bot.api.getWebhookInfo()).toMatchObject({ url, max_connections: 40 });
});

test('a refused delivery is repeated in order until it is accepted, and the error is shown', async () => {
  const seen: string[] = [];
  let failures = 3;
  const done = new Promise<void>((resolve) => {
    void listen(async (req, res) => {
      const { message } = await readUpdate(req);
      seen.push(message.text);
      failures -= 1;
      res.writeHead(failures >= 0 ? 500 : 200).end();
      if (message.text === 'three') resolve();
    }).then((url) => bot.api.setWebhook(url));
  });
  for (const text of ['one', 'two', 'three']) await sandbox.say(username, text);
  await done;
  expect(seen).toEqual(['one', 'one', 'one', 'one', 'two', 'three']);
  expect(await bot.api.getWebhookInfo()).toMatchObject({
    last_error_message: 'Wrong response from the webhook: 500 Internal Server Error',
  });
});

test('people are served side by side, up to max_connections', async () => {
  let active = 0;
  let mostActive = 0;
  const held: (() => void)[] = [];
  const url = await listen(async (req, res) => {
    active += 1;
    mostActive = Math.max(mostActive, active);
    await readUpdate(req);
    held.push(() => {
      active -= 1;
      res.end();
    });
    if (held.length === 2) for (const release of held.splice(0)) release();
  });
  await bot.api.setWebhook(url, { max_connections: 2 });
  for (const person of ['ann', 'bob', 'cid', 'dan']) await sandbox.say(username, 'hi', person);
  while ((await bot.api.getWebhookInfo()).pending_update_count > 0);
  expect(mostActive).toBe(2);
});

test('a dead webhook is reported and pending updates can be dropped', async () => {
  await bot.api.setWebhook('http://127.0.0.1:1/hook');
  await sandbox.say(username, 'hello');
  let info = await bot.api.getWebhookInfo();
  while (info.last_error_message === undefined) info = await bot.api.getWebhookInfo();
  expect(info).toMatchObject({ last_error_message: 'Connection refused', pending_update_count: 1 });
  await bot.api.deleteWebhook({ drop_pending_updates: true });
  expect(await bot.api.getWebhookInfo()).toMatchObject({ url: '', pending_update_count: 0 });
});
