import { eventually } from '@dovecote/testing/eventually';
import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import { afterAll, expect, test } from 'vitest';
import { findFreePort } from '../src/find-free-port';

const folder = createDataDir();
let product: Product | undefined;

afterAll(async () => {
  await product?.stop();
  folder.remove();
});

const person = { email: 'mover@example.com', password: 'a loft full of doves' };

async function enter(path: 'register' | 'login'): Promise<RestClient> {
  const rest = createRestClient(product?.url ?? '');
  const { body } = await rest.call<{ accessToken: string }>('POST', `/auth/${path}`, person);
  return rest.as(body.accessToken);
}

async function answersTo(rest: RestClient, username: string, name: string): Promise<void> {
  const path = `/sandbox/chats/${username}/messages`;
  await rest.call('POST', path, { person: name, text: '/start' });
  await eventually(async () => {
    const { body } = await rest.call<{ items: { from: string }[] }>('GET', `${path}?person=${name}`);
    expect(body.items.map(({ from }) => from)).toEqual(['person', 'bot']);
  });
}

test('a sandbox bot answers after the sandbox moved to another port and the product to another host', async () => {
  product = await startProduct(folder.dataDir, { SANDBOX_PORT: String(await findFreePort(33_000)) });
  const first = await enter('register');
  const born = await first.call<{ token: string; username: string }>('POST', '/sandbox/bots', {});
  const { token, username } = born.body;
  const bot = await first.call<{ id: string }>('POST', '/bots', { token });
  await first.call('POST', `/bots/${bot.body.id}/start`);
  await answersTo(first, username, 'Ann');
  await product.stop();

  const SANDBOX_PORT = String(await findFreePort(33_100));
  product = await startProduct(folder.dataDir, { SANDBOX_PORT, HOST: 'localhost' });
  expect(new URL(product.url).hostname).toBe('localhost');
  const second = await enter('login');
  const next = await second.call<{ apiRoot: string }>('POST', '/sandbox/bots', {});
  expect(next.body.apiRoot).toBe(`http://localhost:${SANDBOX_PORT}`);
  await answersTo(second, username, 'Ben');
});
