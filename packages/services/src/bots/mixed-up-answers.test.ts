import { bots } from '@dovecote/db/schema/bots';
import { startScriptedServer } from '@dovecote/telegram/scripted-server.test-helper';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { createBot } from './create-bot';
import { rotateBotToken } from './rotate-bot-token';
import { verifyBot } from './verify-bot';

const token = `7100001:AA${'x'.repeat(33)}`;

let kit: TestServices;
let server: Awaited<ReturnType<typeof startScriptedServer>>;
let meId = 7_100_001;
let losesMessages = false;

beforeAll(async () => {
  server = await startScriptedServer((res, method) => {
    if (method === 'sendMessage' && losesMessages) return void res.destroy();
    const result = method === 'getMe' ? { id: meId, username: `bot_${meId}_bot`, first_name: 'Bot' } : { url: '' };
    res.end(JSON.stringify({ ok: true, result }));
  });
  kit = await createTestServices({ telegramApiRoot: server.apiRoot });
});
afterAll(async () => {
  await kit.close();
  await server.close();
});

test('an answer that speaks of another bot than the one that was asked for changes nothing', async () => {
  const owner = await kit.signUp('owner');
  const { id } = await createBot(owner, { token });
  meId = 7_100_002;
  await expect(verifyBot(owner, id)).rejects.toMatchObject({
    code: 'TELEGRAM_UNAVAILABLE',
    message: expect.stringContaining('another bot'),
  });
  await expect(rotateBotToken(owner, id, { token })).rejects.toMatchObject({ code: 'TOKEN_MISMATCH' });
  const rows = await kit.database.db
    .select()
    .from(bots)
    .where(eq(bots.workspaceId, workspaceIdOf(owner)));
  expect(rows).toMatchObject([{ telegramId: '7100001', username: 'bot_7100001_bot' }]);
  meId = 7_100_001;
});

test('a test message whose answer was lost is not said to be unsent', async () => {
  const owner = await kit.signUp('owner');
  meId = 7_100_003;
  const { id } = await createBot(owner, { token: token.replace('7100001', '7100003') });
  losesMessages = true;
  await expect(verifyBot(owner, id, { chatId: 1 })).rejects.toMatchObject({
    code: 'TELEGRAM_UNAVAILABLE',
    message: 'Telegram did not say whether it sent the test message. Look into the chat before you try again.',
  });
});
