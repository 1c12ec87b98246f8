import { createRestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser, visit } from './open-browser';

const folder = createDataDir();
const customer = { email: 'carla@example.com', password: 'a loft full of doves' };
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

/** Spans of time, a chart as a table, the bot's ids. */
const onlyShows = /^(\d+ (minutes|hours?|days)|View as table|Download CSV|Copy)$/;

test('a look inside shows a banner to the admin and to the customer, with its reason, until the admin ends it', async () => {
  const anonymous = createRestClient(product.url);
  const { body } = await anonymous.call<{ accessToken: string }>('POST', '/auth/register', customer);
  const rest = anonymous.as(body.accessToken);
  const born = await rest.call<{ token: string }>('POST', '/sandbox/bots', {});
  const bot = await rest.call<{ id: string }>('POST', '/bots', { token: born.body.token, name: 'Watched' });

  const admin = await visit(browser);
  await admin.page.goto(product.ownerLink);
  await admin.page.getByRole('button', { name: 'Sign in' }).click();
  await admin.page.waitForURL('**/bots');
  await admin.page.goto(`${product.url}/admin/bots/${bot.body.id}`);
  await admin.page.getByRole('button', { name: 'Look inside' }).click();
  await admin.page.getByLabel('Reason').fill('Ticket 4711');
  await admin.page.getByRole('alertdialog').getByRole('button', { name: 'Look inside' }).click();
  await admin.page.getByText('It is on record and the owner sees it.').first().waitFor();
  await admin.page.keyboard.press('Escape');
  await admin.page.getByRole('link', { name: 'Open the bot’s pages' }).click();
  await admin.page.getByText('You look inside as a platform admin').waitFor();
  await admin.page.getByText('Ticket 4711').waitFor();
  await expectAccessible(admin.page);
  const reason = admin.page.getByText('You only look inside: nothing here can be changed.').first();
  for (const part of ['', '/modules', '/modules/core', '/modules/faq', '/playground', '/dead-letters', '/settings']) {
    await admin.page.goto(`${product.url}/bots/${bot.body.id}${part}`);
    await reason.waitFor();
    await admin.page.waitForLoadState('networkidle');
    const enabled = await listEnabledControls(admin.page);
    expect(
      enabled.filter((name) => !onlyShows.test(name)),
      part,
    ).toEqual(['End the look']);
    await expectAccessible(admin.page);
  }
  expect(admin.complaints).toEqual([]);

  const owner = await visit(browser);
  await owner.page.goto(`${product.url}/sign-in`);
  await owner.page.getByLabel('E-mail').fill(customer.email);
  await owner.page.getByLabel('Password', { exact: true }).fill(customer.password);
  await owner.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await owner.page.waitForURL('**/bots');
  await owner.page.goto(`${product.url}/bots/${bot.body.id}`);
  await owner.page.getByText('A platform admin looks inside').waitFor();
  await owner.page.getByText('Ticket 4711').waitFor();
  await expectAccessible(owner.page);

  await admin.page.getByRole('button', { name: 'End the look' }).click();
  await admin.page.waitForURL(`**/admin/bots/${bot.body.id}`);
  await admin.page.goto(`${product.url}/bots/${bot.body.id}`);
  await admin.page.getByText('There is no such bot.').waitFor();
  await owner.page.reload();
  await owner.page.getByText('Watched').first().waitFor();
  expect(await owner.page.getByText('A platform admin looks inside').count()).toBe(0);
  expect(await owner.page.getByRole('button', { name: 'Start' }).isEnabled()).toBe(true);
});

/** Tabs only choose what is shown. */
const pressable = 'button:not([role=tab]), input, textarea, select, [role=switch], [role=combobox]';

/** The names of what could be pressed or filled in within the page's own part; links and what only shows excluded. */
async function listEnabledControls(page: Page): Promise<string[]> {
  const controls = page.locator('main').locator(pressable);
  const enabled: string[] = [];
  for (const control of await controls.all()) {
    if (!(await control.isVisible()) || (await control.isDisabled())) continue;
    enabled.push(await control.evaluate((one) => one.getAttribute('aria-label') ?? one.textContent ?? one.tagName));
  }
  return enabled;
}
