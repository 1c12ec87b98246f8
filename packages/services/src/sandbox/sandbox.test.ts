import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices } from '../create-test-services.test-helper';
import type { ServiceContext } from '../service-context';
import { blockSandboxBot } from './block-sandbox-bot';
import { createSandboxBot } from './create-sandbox-bot';
import { listSandboxChat } from './list-sandbox-chat';
import { pressSandboxButton } from './press-sandbox-button';
import { createSandboxClient } from './sandbox-client';
import { sendSandboxMessage } from './send-sandbox-message';
import { voteInSandboxPoll } from './vote-in-sandbox-poll';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

test('a simulated person writes, presses and blocks', async () => {
  const owner = await kit.signUp('owner');
  const bot = await createSandboxBot(owner, { name: 'Shop' });
  expect(bot).toMatchObject({ apiRoot: kit.sandboxRoot, token: expect.stringMatching(/^\d+:/) });
  const username = `@${bot.username}`;
  const { messageId } = await sendSandboxMessage(owner, { username, person: 'Mia', text: '/start' });
  const chat = await listSandboxChat(owner, { username, person: 'Mia' });
  expect(chat.messages).toMatchObject([{ messageId, from: 'person', text: '/start' }]);
  const keyboard = { inline_keyboard: [[{ text: 'Buy', callback_data: 'buy' }]] };
  const sent = await fetch(`${bot.apiRoot}/bot${bot.token}/sendMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: chat.person?.id, text: 'Choose', reply_markup: keyboard }),
  });
  const { result } = (await sent.json()) as { result: { message_id: number } };
  const press = { username, person: 'Mia', messageId: result.message_id, data: 'buy' };
  expect(await pressSandboxButton(owner, press)).toMatchObject({ answered: null });
  expect(await blockSandboxBot(owner, { username, person: 'Mia', blocked: true })).toEqual({ blocked: true });
  expect((await listSandboxChat(owner, { username, person: 'Mia' })).isBlocked).toBe(true);
});

test.each([
  [
    'sendSandboxMessage',
    (ctx: ServiceContext, username: string) => sendSandboxMessage(ctx, { username, text: 'hi' }),
    'viewer',
  ],
  ['listSandboxChat', (ctx: ServiceContext, username: string) => listSandboxChat(ctx, { username }), null],
  [
    'blockSandboxBot',
    (ctx: ServiceContext, username: string) => blockSandboxBot(ctx, { username, blocked: true }),
    'viewer',
  ],
  [
    'pressSandboxButton',
    (ctx: ServiceContext, username: string) => pressSandboxButton(ctx, { username, messageId: 1, data: 'x' }),
    'viewer',
  ],
  [
    'voteInSandboxPoll',
    (ctx: ServiceContext, username: string) => voteInSandboxPoll(ctx, { username, messageId: 1, optionIds: [0] }),
    'viewer',
  ],
] as const)('%s refuses another tenant and a weaker role', async (_name, verb, weak) => {
  const owner = await kit.signUp('owner');
  const { username } = await createSandboxBot(owner, {});
  await expect(verb(await kit.signUp('stranger'), username)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  if (weak === null) return;
  await expect(verb(await kit.join(owner, weak), username)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('a sandbox that is off or silent says so without its token', async () => {
  const owner = await kit.signUp('owner');
  await expect(createSandboxBot({ ...owner, sandbox: null }, {})).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  const sandbox = createSandboxClient({ apiRoot: 'http://127.0.0.1:9', controlToken: 'very-secret' });
  const failure = await createSandboxBot({ ...owner, sandbox }, {}).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'UNAVAILABLE' });
  expect(JSON.stringify(failure)).not.toContain('very-secret');
});
