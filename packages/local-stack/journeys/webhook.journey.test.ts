import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '../src/find-free-port';

const folder = createDataDir();
let outside: Awaited<ReturnType<typeof startOutsideServer>>;
let product: Product;
let owner: RestClient;

beforeAll(async () => {
  outside = await startOutsideServer();
  const port = String(await findFreePort(31_000));
  const PUBLIC_URL = `http://127.0.0.1:${port}`;
  product = await startProduct(folder.dataDir, { TELEGRAM_API_ROOT: outside.apiRoot, PORT: port, PUBLIC_URL });
  const rest = createRestClient(product.url);
  const person = { email: 'owner@example.com', password: 'a loft full of doves' };
  const registered = await rest.call<{ accessToken: string }>('POST', '/auth/register', person);
  owner = rest.as(registered.body.accessToken);
});

afterAll(async () => {
  await product?.stop();
  await outside?.close();
  folder.remove();
});

test('a bot behind the public address answers; a post without its secret is 401 and leaves no row', async () => {
  const born = await outside.createBot();
  const bot = (await owner.call<{ id: string; transport: string }>('POST', '/bots', { token: born.token })).body;
  expect(bot.transport).toBe('webhook');
  await owner.call('POST', `/bots/${bot.id}/start`);
  await outside.send(born.username, 'ann', '/start');
  await eventually(async () => expect(await outside.answers(born.username, 'ann')).toHaveLength(1));

  const webhook = await outside.webhookUrl(born.telegramId);
  expect(webhook).toMatch(new RegExp(`^${product.url}/tg/[A-Za-z0-9_-]{22}$`));
  expect(webhook).not.toContain(bot.id);
  const forged = { method: 'POST', body: JSON.stringify({ update_id: 1, message: {} }) };
  for (const address of [webhook, webhook.replace(product.url, product.managerUrl)]) {
    expect((await fetch(address, forged)).status).toBe(401);
    const wrong = { ...forged, headers: { 'x-telegram-bot-api-secret-token': 'wrong' } };
    expect((await fetch(address, wrong)).status).toBe(401);
  }
  const updates = await owner.call<{ items: unknown[] }>('GET', `/bots/${bot.id}/updates`);
  expect(updates.body.items).toHaveLength(1);

  await owner.call('POST', `/bots/${bot.id}/stop`);
  await eventually(async () => expect(await outside.webhookUrl(born.telegramId)).toBe(''));
  await outside.send(born.username, 'bob', '/start');
  await owner.call('POST', `/bots/${bot.id}/start`);
  await eventually(async () => expect(await outside.answers(born.username, 'bob')).toHaveLength(1));
});

test('a limit of two a second holds forty messages for twenty seconds and leaves others alone', async () => {
  const [slow, quick] = await Promise.all([outside.createBot(), outside.createBot()]);
  const bring = async (token: string, limits?: object) => {
    const { body } = await owner.call<{ id: string }>('POST', '/bots', { token, ...(limits ? { limits } : {}) });
    await owner.call('POST', `/bots/${body.id}/start`);
    return body.id;
  };
  const slowId = await bring(slow.token, { requestsPerSecond: 2, maxConcurrent: 5 });
  await bring(quick.token);
  await eventually(async () => expect(await outside.webhookUrl(slow.telegramId)).not.toBe(''));
  await eventually(async () => expect(await outside.webhookUrl(quick.telegramId)).not.toBe(''));

  const people = ['p0', 'p1', 'p2', 'p3'];
  const began = performance.now();
  await Promise.all(
    people.map(async (person) => {
      for (let index = 0; index < 10; index += 1) await outside.send(slow.username, person, `/start ${index}`);
    }),
  );
  await outside.send(quick.username, 'ann', '/start');
  await eventually(async () => expect(await outside.answers(quick.username, 'ann')).toHaveLength(1), 3_000);
  await eventually(async () => {
    for (const person of people) expect(await outside.answers(slow.username, person)).toHaveLength(10);
  }, 40_000);
  expect(performance.now() - began).toBeGreaterThan(18_000);
  const trail = await owner.call<{ items: { state: string }[] }>('GET', `/bots/${slowId}/updates?limit=100`);
  expect(trail.body.items.filter((update) => update.state === 'done')).toHaveLength(40);
});
