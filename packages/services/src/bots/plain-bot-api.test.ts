import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices } from '../create-test-services.test-helper';
import { createBot } from './create-bot';
import { deleteBot } from './delete-bot';
import { inspectToken } from './inspect-token';
import { rotateBotToken } from './rotate-bot-token';
import { verifyBot } from './verify-bot';

/**
 * A Bot API server that knows `getMe` only; tokens that end in `r` are revoked, in `c` polled by somebody else, in `o` not
 * told of. Updates wait for those in `w`; of those in `b` somebody confirms one after the other.
 */
async function startPlainServer(): Promise<{ server: Server; root: string }> {
  let polls = 0;
  const server = createServer((req, res) => {
    const [, id, key = '', method] = /^\/bot(\d+):([\w-]+)\/(\w+)$/.exec(req.url ?? '') ?? [];
    const answer = (status: number, body: object) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const refuse = (code: number, description: string) => answer(code, { ok: false, error_code: code, description });
    if (key.endsWith('r')) return refuse(401, 'Unauthorized');
    if (method === 'getMe') {
      const result = { id: Number(id), is_bot: true, first_name: 'Plain', username: `plain_${id}_bot` };
      return answer(200, { ok: true, result });
    }
    if (method === 'getUpdates' && key.endsWith('c'))
      return refuse(409, 'Conflict: terminated by other getUpdates request');
    if (method === 'getUpdates' && /[wb]$/.test(key)) {
      polls += 1;
      return answer(200, { ok: true, result: [{ update_id: key.endsWith('b') ? polls : 7 }] });
    }
    if (key.endsWith('o')) return answer(502, {});
    return refuse(404, 'Not Found: method not found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return { server, root: `http://127.0.0.1:${address.port}` };
}

let kit: TestServices;
let server: Server;
beforeAll(async () => {
  const started = await startPlainServer();
  server = started.server;
  kit = await createTestServices({ telegramApiRoot: started.root });
});
afterAll(async () => {
  await kit.close();
  server.closeAllConnections();
  server.close();
});

test('a server that tells little is enough to host a live bot', async () => {
  const owner = await kit.signUp('owner');
  const token = `700000001:AA${'a'.repeat(33)}`;
  expect(await inspectToken(owner, { token })).toMatchObject({
    environment: 'live',
    pendingUpdates: 0,
    hasRivalPoller: null,
  });
  const bot = await createBot(owner, { token });
  expect(bot).toMatchObject({
    environment: 'live',
    telegramId: '700000001',
    username: 'plain_700000001_bot',
    name: 'Plain',
  });
  expect(await verifyBot(owner, bot.id)).toMatchObject({ isVerified: true, webhook: null });
  const other = `700000002:AA${'a'.repeat(33)}`;
  await expect(rotateBotToken(owner, bot.id, { token: other })).rejects.toMatchObject({ code: 'TOKEN_MISMATCH' });
  const revoked = `700000001:AA${'a'.repeat(32)}r`;
  await expect(rotateBotToken(owner, bot.id, { token: revoked })).rejects.toMatchObject({ code: 'TOKEN_REJECTED' });
  await rotateBotToken(owner, bot.id, { token: `700000001:AA${'b'.repeat(33)}` });
  await deleteBot(owner, bot.id);
});

test('somebody who polls already is found', async () => {
  const owner = await kit.signUp('owner');
  expect(await inspectToken(owner, { token: `700000003:AA${'a'.repeat(32)}c` })).toMatchObject({
    hasRivalPoller: true,
  });
});

test.each([
  ['w', false, 'a bot whose updates wait is read by nobody'],
  ['b', true, 'a bot whose updates go, one after the other, is read by somebody'],
])('%s: %s, %s', async (end, hasRivalPoller) => {
  const owner = await kit.signUp('owner');
  expect(await inspectToken(owner, { token: `700000005:AA${'a'.repeat(32)}${end}` })).toMatchObject({ hasRivalPoller });
});

test('a bot moves in only once Telegram told whose webhook it would lose', async () => {
  const owner = await kit.signUp('owner');
  const token = `700000004:AA${'a'.repeat(32)}o`;
  await expect(inspectToken(owner, { token })).rejects.toMatchObject({ code: 'TELEGRAM_UNAVAILABLE' });
  await expect(createBot(owner, { token })).rejects.toMatchObject({ code: 'TELEGRAM_UNAVAILABLE' });
});
