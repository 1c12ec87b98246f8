import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@dovecote/testing/eventually';
import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser, visit } from './open-browser';

const folder = createDataDir();
const person = { email: 'olga@example.com', password: 'a loft full of doves' };
let product: Product;
let browser: Browser;
let receiver: Server;
let url: string;
let ids: string[];
let status: number;
let owner: RestClient;
/** The webhooks of the workspace over REST. */
let hooks: string;

interface Registered {
  accessToken: string;
  workspace: { id: string };
}

beforeAll(async () => {
  ids = [];
  status = 204;
  receiver = createServer((req, res) => {
    ids.push(String(req.headers['webhook-id']));
    req.resume();
    res.writeHead(status).end('no <b>room</b>');
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks/dovecote`;
  product = await startProduct(folder.dataDir, { LOOPBACK_TARGETS: 'on' });
  const rest = createRestClient(product.url);
  const registered = await rest.call<Registered>('POST', '/auth/register', person);
  const { accessToken, workspace } = registered.body;
  owner = rest.as(accessToken);
  hooks = `/workspaces/${workspace.id}/webhooks`;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  receiver?.close();
  folder.remove();
});

async function signIn(page: Page): Promise<void> {
  await page.goto(`${product.url}/sign-in`);
  await page.locator('input[type="email"]').fill(person.email);
  await page.locator('input[type="password"]').fill(person.password);
  await page.locator('button[type="submit"]').first().click();
  await page.waitForURL('**/bots');
}

test('an owner adds a webhook, sees its secret once, sends a test, and posts again what failed', async () => {
  const { page, complaints } = await visit(browser);
  await signIn(page);
  await page.getByRole('link', { name: 'Webhooks' }).click();
  await page.getByText('No webhook yet').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add webhook' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill('https://localhost/');
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  await page.getByText('must lead to a public address').waitFor();
  expect(complaints.splice(0)).toEqual([expect.stringContaining('got 422')]);
  await dialog.getByLabel('Address').fill(url);
  await dialog.getByRole('button', { name: 'Add webhook' }).click();
  const secret = (await dialog.getByText(/^whsec_/).textContent()) ?? '';
  expect(secret).toMatch(/^whsec_/);
  await expectAccessible(page);
  await page.getByRole('link', { name: 'To the webhook' }).click();
  await page.waitForURL('**/webhooks/whe_*');
  expect(await page.content()).not.toContain(secret);

  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByRole('listitem').getByText('Delivered').waitFor();
  status = 410;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText('The other side answered 410').waitFor();
  await page.getByText('The address answered 410.').waitFor();
  status = 204;
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('button', { name: 'Post failed ones again' }).click();
  await eventually(() => expect(ids).toHaveLength(3));
  expect(ids[2]).toBe(ids[1]);
  await page
    .getByRole('button', { name: /^Details/ })
    .first()
    .click();
  await page.getByText('no <b>room</b>').waitFor();
  await expectAccessible(page);
  await page.goto(`${product.url}/outbox`);
  await page
    .getByText(/A webhook to 127\.0\.0\.1:\d+ was switched off/)
    .first()
    .waitFor();
  expect(complaints).toEqual([]);
});

test.each([
  ['on a phone', { viewport: { width: 390, height: 844 } }],
  ['in the dark, in Russian', { colorScheme: 'dark', locale: 'ru-RU' }],
] as const)('%s the pages fit and are accessible', async (_words, options) => {
  const { page, complaints } = await visit(browser, options);
  const born = await owner.call<{ id: string }>('POST', hooks, { url, events: ['bot.created'] });
  await owner.call('POST', `${hooks}/${born.body.id}/test`);
  await signIn(page);
  await page.goto(`${product.url}/webhooks`);
  await page.locator('main li a').last().waitFor();
  await expectAccessible(page);
  await page.locator('main li a').last().click();
  await page.waitForURL('**/webhooks/whe_*');
  await page.locator('main li button').first().waitFor();
  await expectAccessible(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(
    'viewport' in options ? options.viewport.width : 1280,
  );
  expect(complaints).toEqual([]);
});
