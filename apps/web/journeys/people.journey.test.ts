import { eventually } from '@dovecote/testing/eventually';
import { createRestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import { TOTP } from 'otpauth';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ageSessions } from './age-sessions';
import { expectAccessible, openBrowser, type Visitor, visit } from './open-browser';

const folder = createDataDir();
const password = 'a loft full of doves';
const stepMs = 30_000;
let product: Product;
let browser: Browser;
let url: string;

beforeAll(async () => {
  product = await startProduct(folder.dataDir, {
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: password,
    REQUIRE_ADMIN_2FA: 'on',
  });
  // Passkeys are bound to a name; browsers make none for an IP address.
  url = product.url.replace('127.0.0.1', 'localhost');
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  folder.remove();
});

async function signUp(page: Page, email: string): Promise<void> {
  await page.goto(`${url}/sign-up`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/bots');
}

async function enterPassword(page: Page, email: string, secret = password): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account menu' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
}

const codeOf = (secret: string, aheadMs = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + aheadMs });

/** A 401 to a first step is part of the way, and one to what was under way when the person left. */
function unexpected(visitor: Visitor): string[] {
  return visitor.complaints.filter((complaint) => !/got 401 from .*\/api\/(auth\/callback|trpc)\//.test(complaint));
}

/** Sets an authenticator app up on the account page; answers its secret and the recovery codes. */
async function enrol(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.goto(`${url}/account`);
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  await page.getByRole('img', { name: 'QR code for your authenticator app' }).waitFor();
  await expectAccessible(page);
  const secret = (await page.getByTestId('totp-secret').textContent())?.trim() ?? '';
  await page.getByLabel('Code').fill(codeOf(secret));
  await page.getByRole('button', { name: 'Confirm the code' }).click();
  await page.getByText('Keep these recovery codes').waitFor();
  await expectAccessible(page);
  const codes = await page.getByRole('dialog').getByRole('listitem').allTextContents();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  return { secret, codes };
}

/** A device with a fingerprint reader, as Chromium pretends one. */
async function plugInAuthenticator(visitor: Visitor): Promise<void> {
  const cdp = await visitor.context.newCDPSession(visitor.page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

test('a newcomer sets an authenticator app up, then signs in with its code, and with a recovery code once', async () => {
  const visitor = await visit(browser);
  const { page } = visitor;
  await signUp(page, 'tove@example.com');
  const { secret, codes } = await enrol(page);
  expect(new Set(codes).size).toBe(10);
  await signOut(page);

  await enterPassword(page, 'tove@example.com');
  await page.getByText('Your account asks for a second step.').waitFor();
  await expectAccessible(page);
  expect(await page.getByLabel('Code').getAttribute('autocomplete')).toBe('one-time-code');
  await page.getByLabel('Code').fill('000000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('This was not accepted').waitFor();
  await page.getByLabel('Code').fill(codeOf(secret, stepMs));
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL('**/bots');
  await signOut(page);

  for (const isFirst of [true, false]) {
    await enterPassword(page, 'tove@example.com');
    await page.getByLabel('Code').fill(codes[0] ?? '');
    await page.getByRole('button', { name: 'Continue' }).click();
    if (!isFirst) break;
    await page.waitForURL('**/bots');
    await signOut(page);
  }
  await page.getByText('This was not accepted').waitFor();
  await page.getByLabel('Code').fill(codes[1] ?? '');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL('**/bots');
  await page.goto(`${url}/account`);
  await page.getByText('8 of 10 are unused.').waitFor();
  await page.getByText('Recovery code used').first().waitFor();
  await page.getByText('Authenticator app added').waitFor();
  expect(unexpected(visitor)).toEqual([]);
});

test('a passkey is made, opens the account alone, and is the second step after a password', async () => {
  const visitor = await visit(browser);
  const { page } = visitor;
  await plugInAuthenticator(visitor);
  await signUp(page, 'pia@example.com');
  await page.goto(`${url}/account`);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByText('Keep these recovery codes').waitFor();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('Not used yet').waitFor();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByLabel('Name').last().fill('Kitchen laptop');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await page.getByText('Kitchen laptop').first().waitFor();
  await signOut(page);

  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL('**/bots');
  await signOut(page);

  await enterPassword(page, 'pia@example.com');
  await page.getByText('Your account asks for a second step.').waitFor();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.waitForURL('**/bots');
  await page.goto(`${url}/account`);
  await page.getByText(/Last used/).waitFor();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('Remove Kitchen laptop?').waitFor();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove', exact: true }).click();
  await page.getByText('Kitchen laptop').first().waitFor({ state: 'detached' });
  await signOut(page);
  await enterPassword(page, 'pia@example.com');
  await page.waitForURL('**/bots');
  expect(unexpected(visitor)).toEqual([]);
});

test('a device that is signed out elsewhere is led to the sign-in page by itself', async () => {
  const here = await visit(browser);
  const there = await visit(browser, { userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' });
  await signUp(here.page, 'dena@example.com');
  await enterPassword(there.page, 'dena@example.com');
  await there.page.waitForURL('**/bots');
  await here.page.goto(`${url}/account`);
  await here.page.getByText('Firefox, Windows').first().waitFor();
  await here.page.getByText('New device').waitFor();
  await here.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await there.page.waitForURL(/\/sign-in\?ended=1/);
  await here.page.getByText('Signed out there.').waitFor();
  await here.page.goto(`${url}/outbox`);
  await here.page.getByText('A new device signed in to your account').first().waitFor();
  expect(here.complaints).toEqual([]);
});

test('a sensitive act asks who one is when the sign-in is old, and then goes on', async () => {
  const { page, complaints } = await visit(browser);
  await signUp(page, 'gwen@example.com');
  const rest = createRestClient(product.url);
  const { body } = await rest.call<{ accessToken: string }>('POST', '/auth/login', {
    email: 'gwen@example.com',
    password,
  });
  const asGwen = rest.as(body.accessToken);
  const { body: born } = await asGwen.call<{ token: string }>('POST', '/sandbox/bots', {});
  const { body: bot } = await asGwen.call<{ id: string }>('POST', '/bots', { token: born.token });
  await ageSessions(folder.dataDir);
  await page.goto(`${url}/bots/${bot.id}/settings`);
  await page.getByRole('button', { name: /^Remove/ }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /Download/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await dialog.waitFor();
  await expectAccessible(page);
  await dialog.getByLabel('Password', { exact: true }).fill('not the password');
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.getByText('The password is wrong.').waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.json$/);
  await ageSessions(folder.dataDir);
  await page.goto(`${url}/account`);
  await page.getByRole('button', { name: 'Set up', exact: true }).click();
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByText('Confirm that it is you first').waitFor();
  expect(complaints.filter((complaint) => !/got 40[13] from .*\/api\/trpc\//.test(complaint))).toEqual([]);
});

test('a forgotten password is chosen anew by the mailed link', async () => {
  const signedIn = await visit(browser);
  await signUp(signedIn.page, 'fern@example.com');
  const visitor = await visit(browser);
  const { page } = visitor;
  await page.goto(`${url}/sign-in`);
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.waitForURL('**/forgot-password');
  await page.getByLabel('E-mail').fill('fern@example.com');
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.getByText('the mail is on its way').waitFor();
  await expectAccessible(page);
  await signedIn.page.goto(`${url}/outbox`);
  await signedIn.page.getByRole('button', { name: /Choose a new password/ }).click();
  const link = (await signedIn.page.locator('a[href*="/reset-password#"]').first().getAttribute('href')) ?? '';
  await page.goto(link);
  await page.getByLabel('New password').fill('three grey pigeons asleep');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText('Your new password is set.').waitFor();
  await enterPassword(page, 'fern@example.com', 'three grey pigeons asleep');
  await page.waitForURL('**/bots');
  await signedIn.page.waitForURL(/\/sign-in\?ended=1/);
  expect(visitor.complaints).toEqual([]);
});

test('a platform admin sees nothing of the platform before a second factor, and is led to set one up', async () => {
  const { page } = await visit(browser);
  await enterPassword(page, 'admin@example.com');
  await page.waitForURL('**/bots');
  await page.goto(`${url}/admin/users`);
  await page.getByText('A second factor is needed').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Set up a second factor' }).click();
  await page.waitForURL('**/account**');
  const setUp = page.getByRole('button', { name: 'Set up', exact: true });
  await setUp.press('Enter');
  await page.getByTestId('totp-secret').waitFor();
  await page.keyboard.press('Escape');
  await page.getByTestId('totp-secret').waitFor({ state: 'detached' });
  await eventually(async () => expect(await setUp.evaluate((one) => one === document.activeElement)).toBe(true));
  await enrol(page);
  await page.goto(`${url}/admin/users`);
  await page.getByText('admin@example.com').first().waitFor();
  await page.getByRole('button', { name: 'Security events of Platform owner' }).click();
  await page.getByText('Authenticator app added').waitFor();
  await expectAccessible(page);
});
