import { eventually } from '@dovecote/testing/eventually';
import { createRestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser, visit } from './open-browser';

const folder = createDataDir();
const password = 'a loft full of doves';
let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct(folder.dataDir, {});
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  folder.remove();
});

async function fillSignUp(page: Page, email: string, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/bots');
}

async function signUp(page: Page, email: string, name: string): Promise<void> {
  await page.goto(`${product.url}/sign-up`);
  await fillSignUp(page, email, name);
}

async function restOf(email: string) {
  const rest = createRestClient(product.url);
  const { body } = await rest.call<{ accessToken: string }>('POST', '/auth/login', { email, password });
  return rest.as(body.accessToken);
}

/** A bot of the sandbox, by REST; its address in the dashboard. */
async function bringBot(email: string): Promise<string> {
  const rest = await restOf(email);
  const born = await rest.call<{ token: string }>('POST', '/sandbox/bots', {});
  const bot = await rest.call<{ id: string }>('POST', '/bots', { token: born.body.token, name: 'Lofty' });
  return bot.body.id;
}

test('a teammate signs up by the owner’s link as a viewer: sees the bots, cannot edit, and switches between workspaces', async () => {
  const owner = await visit(browser);
  await signUp(owner.page, 'olga@example.com', 'Olga');
  const botId = await bringBot('olga@example.com');
  await owner.page.goto(`${product.url}/team`);
  await owner.page.getByRole('button', { name: 'Invite', exact: true }).click();
  await owner.page.getByRole('button', { name: 'Make the link' }).click();
  const link = await owner.page.getByLabel('Invitation link').inputValue();
  expect(link).toMatch(/\/invitation\?token=dv_invite_/);
  await owner.page.getByRole('button', { name: 'Close' }).click();
  await owner.page.getByText('Whoever has the link · Viewer').waitFor();
  await owner.page.reload();
  await owner.page.getByText('Whoever has the link · Viewer').waitFor();
  expect(await owner.page.content()).not.toContain('dv_invite_');
  await expectAccessible(owner.page);

  const guest = await visit(browser);
  await guest.page.goto(link);
  await guest.page.getByText("Olga invites you to Olga's workspace as Viewer.").waitFor();
  await expectAccessible(guest.page);
  await fillSignUp(guest.page, 'vera@example.com', 'Vera');
  await guest.page.getByRole('button', { name: "Workspace Olga's workspace" }).waitFor();
  await guest.page.getByText('Lofty').first().waitFor();
  await guest.page.getByText('Bring bots: needs the role Admin; you are Viewer here.').waitFor();
  await guest.page.goto(`${product.url}/bots/${botId}/settings`);
  await guest.page.getByText('Rename bots: needs the role Editor; you are Viewer here.').first().waitFor();
  expect(await guest.page.locator('main input:not(:disabled), main button:not(:disabled)').count()).toBe(0);
  await expectAccessible(guest.page);
  const rest = await restOf('vera@example.com');
  const workspaces = await rest.call<{ items: { id: string; role: string }[] }>('GET', '/workspaces');
  const joined = workspaces.body.items.find(({ role }) => role === 'viewer')?.id ?? '';
  const login = await rest.call<{ accessToken: string }>('POST', '/auth/login', {
    email: 'vera@example.com',
    password,
  });
  const asViewer = (method: string, body?: object) =>
    fetch(`${product.url}/api/v1/bots/${botId}`, {
      method,
      headers: {
        authorization: `Bearer ${login.body.accessToken}`,
        'dovecote-workspace': joined,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  expect((await asViewer('GET')).status).toBe(200);
  expect((await asViewer('PATCH', { name: 'Mine' })).status).toBe(403);
  expect((await asViewer('DELETE')).status).toBe(403);

  await guest.page.getByRole('button', { name: "Workspace Olga's workspace" }).click();
  await guest.page.getByRole('menuitem', { name: "Vera's workspace" }).click();
  await guest.page.getByRole('button', { name: "Workspace Vera's workspace" }).waitFor();
  await guest.page.getByText('Lofty').waitFor({ state: 'detached' });
  await guest.page.reload();
  await guest.page.getByRole('button', { name: "Workspace Vera's workspace" }).waitFor();

  await guest.page.getByRole('button', { name: "Workspace Vera's workspace" }).click();
  await guest.page.getByRole('menuitem', { name: "Olga's workspace" }).click();
  await guest.page.getByText('Lofty').first().waitFor();
  await owner.page.getByRole('button', { name: 'Remove Vera' }).click();
  await owner.page.getByRole('button', { name: 'Remove', exact: true }).click();
  await owner.page.getByText('Member removed.').waitFor();
  await guest.page.goto(`${product.url}/bots`);
  await guest.page.getByRole('button', { name: "Workspace Vera's workspace" }).waitFor();
  expect(owner.complaints).toEqual([]);
  expect(guest.complaints).toEqual([]);
});

test('an API key is made, works over HTTP within its scopes, and is dead once revoked', async () => {
  const { page, complaints } = await visit(browser);
  await signUp(page, 'kai@example.com', 'Kai');
  await page.goto(`${product.url}/api-keys`);
  await page.getByText('No keys yet.').waitFor();
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByLabel('Name').fill('nightly report');
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.getByLabel('API key', { exact: true }).inputValue();
  expect(key).toMatch(/^dvk_[\w-]{43}$/);
  const rest = createRestClient(product.url).as(key);
  const bots = await rest.call('GET', '/bots');
  expect(bots.status).toBe(200);
  expect(bots.headers.get('ratelimit')).toMatch(/^"caller";r=\d+;t=\d+$/);
  expect((await rest.call('POST', '/sandbox/bots', {})).status).toBe(403);
  await page.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await page.getByText(key.slice(0, 12)).waitFor();
  expect(await page.content()).not.toContain(key);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Revoke nightly report' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No keys yet.').waitFor();
  expect((await rest.call('GET', '/bots')).status).toBe(401);
  await eventually(() => expect(complaints).toEqual([]));
});

test.each([
  ['an unknown path', 'GET', '/nowhere', undefined, 404, 'NOT_FOUND'],
  ['an address that cannot be read', 'GET', '/bots/%zz', undefined, 400, 'BAD_REQUEST'],
  ['a method of no call', 'PROPFIND', '/bots', undefined, 405, 'METHOD_NOT_ALLOWED'],
  ['a wrong method', 'DELETE', '/bots', undefined, 405, 'METHOD_NOT_ALLOWED'],
  ['bad JSON', 'POST', '/auth/login', '{', 400, 'BAD_REQUEST'],
  ['a body too large', 'POST', '/auth/login', 'x'.repeat(1024 * 1024 + 1), 413, 'PAYLOAD_TOO_LARGE'],
] as const)('over HTTP %s is answered as a problem', async (_name, method, path, body, status, code) => {
  const answer = await fetch(`${product.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body }),
  });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(await answer.json()).toMatchObject({ code });
});
