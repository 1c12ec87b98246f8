import { setTimeout as sleep } from 'node:timers/promises';
import { bots } from '@dovecote/db/schema/bots';
import { eventually } from '@dovecote/testing/eventually';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices } from '../create-test-services.test-helper';
import type { ServiceContext } from '../service-context';
import { createBot } from './create-bot';
import { deleteBot } from './delete-bot';

const publicUrl = 'https://bots.example.com';
const theirs = 'http://127.0.0.1:9/theirs';

let kit: TestServices;
let owner: ServiceContext;
let token: string;

beforeAll(async () => {
  kit = await createTestServices({ publicUrl });
  owner = await kit.signUp('owner');
});
afterAll(async () => await kit.close());

async function call<Result>(method: string, body: object = {}): Promise<Result> {
  const response = await fetch(`${kit.sandboxRoot}/bot${token}/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return ((await response.json()) as { result: Result }).result;
}

const webhook = async () => (await call<{ url: string }>('getWebhookInfo')).url;

const control = async <Answer>(method: string, path: string, body?: object): Promise<Answer> => {
  const response = await fetch(`${kit.sandboxRoot}/control/bots/${token.split(':')[0]}${path}`, {
    method,
    headers: { authorization: `Bearer ${kit.controlToken}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return (response.status === 204 ? undefined : await response.json()) as Answer;
};

async function born(former?: string): Promise<{ id: string; ownUrl: string }> {
  token = await kit.newToken(owner);
  if (former !== undefined) await call('setWebhook', { url: former });
  const { id } = await createBot(owner, { token });
  const [row] = await kit.database.db.select().from(bots).where(eq(bots.id, id));
  return { id, ownUrl: `${publicUrl}/tg/${row?.webhookPath}` };
}

test('a bot that never ran leaves a webhook of somebody else untouched, secret and all', async () => {
  const { id } = await born(theirs);
  await deleteBot(owner, id);
  const { calls } = await control<{ calls: { method: string }[] }>('GET', '/calls');
  expect(calls.filter((one) => one.method === 'setWebhook')).toHaveLength(1);
  expect(await webhook()).toBe(theirs);
});

test('a bot that moved to another home keeps the webhook it got there', async () => {
  const { id, ownUrl } = await born('http://127.0.0.1:9/former');
  await call('setWebhook', { url: ownUrl });
  await call('setWebhook', { url: theirs });
  await deleteBot(owner, id);
  expect(await webhook()).toBe(theirs);
});

test.each([
  ['getWebhookInfo', { kind: '500' }],
  ['getWebhookInfo', { kind: 'timeout' }],
  ['deleteWebhook', { kind: '429', retryAfter: 1 }],
  ['deleteWebhook', { kind: 'reset' }],
])('our webhook goes although %s failed at first: %j', async (method, fault) => {
  const { id, ownUrl } = await born();
  await call('setWebhook', { url: ownUrl });
  await control('POST', '/faults', { rules: [{ method, count: 1, ...fault }] });
  await deleteBot(owner, id);
  expect(await webhook()).toBe('');
});

test('the former webhook comes back in place of ours although Telegram failed at first', async () => {
  const { id, ownUrl } = await born(theirs);
  await call('setWebhook', { url: ownUrl });
  await control('POST', '/faults', { rules: [{ method: 'setWebhook', count: 1, kind: '500' }] });
  await deleteBot(owner, id);
  expect(await webhook()).toBe(theirs);
});

test('our webhook goes later where Telegram makes us wait longer than whoever removes the bot', async () => {
  const { id, ownUrl } = await born(theirs);
  await call('setWebhook', { url: ownUrl });
  await control('POST', '/faults', { rules: [{ method: 'setWebhook', count: 1, kind: '429', retryAfter: 7 }] });
  await deleteBot(owner, id);
  expect(await webhook()).toBe(ownUrl);
  await eventually(async () => expect(await webhook()).toBe(theirs));
});

test('a bot that has another home by then is left alone', async () => {
  const { id, ownUrl } = await born(theirs);
  await call('setWebhook', { url: ownUrl });
  await control('POST', '/faults', { rules: [{ method: 'setWebhook', count: 1, kind: '429', retryAfter: 7 }] });
  await deleteBot(owner, id);
  await call('deleteWebhook');
  const calls = async () => (await control<{ calls: { method: string }[] }>('GET', '/calls')).calls;
  const looks = async () => (await calls()).filter(({ method }) => method === 'getWebhookInfo').length;
  const before = await looks();
  await eventually(async () => expect(await looks()).toBe(before + 1));
  // What would follow that look had time to.
  await sleep(200);
  expect(await webhook()).toBe('');
});
