import { bots } from '@dovecote/db/schema/bots';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices } from '../create-test-services.test-helper';
import { type ServiceContext, type ServiceSettings, systemContext } from '../service-context';
import { alignBots } from './align-bots';
import { createBot } from './create-bot';
import { listBotEvents } from './list-bot-events';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

const rowOf = async (id: string) => (await kit.database.db.select().from(bots).where(eq(bots.id, id)))[0];
const set = async (id: string, values: Partial<typeof bots.$inferInsert>) => {
  await kit.database.db.update(bots).set(values).where(eq(bots.id, id));
};
const actionsOf = async (owner: ServiceContext, id: string) =>
  (await listBotEvents(owner, id)).items.map(({ action }) => action);

/** As a process with these settings starts. */
async function start(settings: Partial<ServiceSettings>): Promise<number> {
  const services = { ...kit.services, settings: { ...kit.services.settings, ...settings } };
  return await alignBots(systemContext(services, 'start'));
}

async function newBot(values: Partial<typeof bots.$inferInsert>) {
  const owner = await kit.signUp('owner');
  const { id } = await createBot(owner, { token: await kit.newToken(owner) });
  await set(id, { webhookSetUrl: 'none', menuDigest: 'menus', ...values });
  return { owner, id };
}

const telegramApiRoot = 'https://bot-api.example.com';

test('a live bot follows TELEGRAM_API_ROOT and PUBLIC_URL; a second start changes nothing', async () => {
  const { owner, id } = await newBot({ environment: 'live', apiRoot: 'https://old.example.com' });
  const publicUrl = 'https://dovecote.example.com';
  expect(await start({ telegramApiRoot, publicUrl })).toBe(1);
  const moved = await rowOf(id);
  expect(moved).toMatchObject({
    apiRoot: telegramApiRoot,
    transport: 'webhook',
    webhookSetUrl: null,
    menuDigest: null,
  });
  expect(moved?.revision).toBe(2);
  expect((await listBotEvents(owner, id)).items[0]).toMatchObject({
    action: 'bot.aligned',
    before: { apiRoot: 'https://old.example.com', transport: 'polling' },
    after: { apiRoot: telegramApiRoot, transport: 'webhook' },
  });

  expect(await start({ telegramApiRoot, publicUrl })).toBe(0);
  expect(await rowOf(id)).toEqual(moved);
  expect(await actionsOf(owner, id)).toEqual(['bot.aligned', 'bot.created']);

  await set(id, { menuDigest: 'menus' });
  expect(await start({ telegramApiRoot, publicUrl: null })).toBe(1);
  expect(await rowOf(id)).toMatchObject({ transport: 'polling', webhookSetUrl: null, menuDigest: 'menus' });
});

test('a sandbox bot follows the sandbox to another port, and stays where the sandbox is off', async () => {
  const former = { environment: 'sandbox', apiRoot: 'http://127.0.0.1:3002' } as const;
  const { id } = await newBot(former);
  await start({ telegramApiRoot, sandboxApiRoot: null });
  expect(await rowOf(id)).toMatchObject({ ...former, revision: 1 });
  await start({ telegramApiRoot, publicUrl: 'https://dovecote.example.com' });
  expect(await rowOf(id)).toMatchObject({ apiRoot: kit.sandboxRoot, transport: 'polling', revision: 2 });
});

test('a bot that would meet its twin stays, and the others go on', async () => {
  const place = { environment: 'live', telegramId: '700700700' } as const;
  const first = await newBot({ ...place, apiRoot: telegramApiRoot });
  const twin = await newBot({ ...place, apiRoot: 'https://old.example.com' });
  const last = await newBot({ environment: 'live', apiRoot: 'https://old.example.com' });
  await start({ telegramApiRoot });
  expect(await rowOf(first.id)).toMatchObject({ apiRoot: telegramApiRoot, revision: 1 });
  expect(await rowOf(twin.id)).toMatchObject({ apiRoot: 'https://old.example.com', revision: 1 });
  expect(await actionsOf(twin.owner, twin.id)).toEqual(['bot.created']);
  expect(await rowOf(last.id)).toMatchObject({ apiRoot: telegramApiRoot, revision: 2 });
});

test('several starts at once move a bot once', async () => {
  const { owner, id } = await newBot({ environment: 'live', apiRoot: 'https://old.example.com' });
  const moved = await Promise.all([1, 2, 3].map(() => start({ telegramApiRoot })));
  expect(moved.reduce((sum, one) => sum + one)).toBe(1);
  expect(await actionsOf(owner, id)).toEqual(['bot.aligned', 'bot.created']);
});

test.each([
  ['another server', 'https://old.example.com', 'pending'],
  ['this server', telegramApiRoot, 'token_revoked'],
])('a token that %s refused: %s, %s', async (_whose, apiRoot, status) => {
  const { id } = await newBot({
    environment: 'live',
    apiRoot,
    transport: 'webhook',
    desiredState: 'running',
    status: 'token_revoked',
  });
  await start({ telegramApiRoot, publicUrl: null });
  expect(await rowOf(id)).toMatchObject({ apiRoot: telegramApiRoot, transport: 'polling', status });
});

test('a suspended bot whose token another server refused is tried here once it is activated', async () => {
  const { id } = await newBot({
    environment: 'live',
    apiRoot: 'https://old.example.com',
    status: 'suspended',
    statusCause: { code: 'token_refused' },
  });
  await start({ telegramApiRoot });
  expect(await rowOf(id)).toMatchObject({ status: 'suspended', statusCause: null });
});
