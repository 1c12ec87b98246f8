import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser, visit } from './open-browser';

const folder = createDataDir();
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

/** A person with an account and a sandbox bot; answers the bot's address. */
async function settleIn(page: Page): Promise<string> {
  await page.goto(`${product.url}/sign-up`);
  await page.getByLabel('E-mail').fill('gwen@example.com');
  await page.getByLabel('Password', { exact: true }).fill('a loft full of doves');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/bots');
  await page.goto(`${product.url}/bots/new`);
  await page.waitForURL('**/door');
  for (const step of ['purpose', 'limits']) {
    await page.getByRole('button', { name: /^(Next|Continue)$/ }).click();
    await page.waitForURL(`**/${step}`);
  }
  await page.getByRole('button', { name: 'Create the bot' }).click();
  await page.waitForURL('**/try');
  await page.goto(`${product.url}/bots`);
  return (await page.locator('a[href^="/bots/bot_"]').first().getAttribute('href')) ?? '';
}

test('an owner switches points on, changes what they are worth, and earns some in the playground', async () => {
  const { page, complaints } = await visit(browser);
  const bot = await settleIn(page);
  await page.goto(`${product.url}${bot}/modules`);
  await page.getByRole('switch', { name: /Points and games/ }).click();
  await page.goto(`${product.url}${bot}/modules/engagement`);
  await page.getByRole('tab', { name: 'Settings', exact: true }).click();
  await page.getByText('Emoji hunt').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Points for a daily check-in').fill('8');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Version 2').first().waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  const write = page.getByPlaceholder('Message');
  await write.fill('/checkin');
  await write.press('Enter');
  await page.getByText('Checked in: +8. 1 day in a row.').waitFor();
  await page.getByText('Achievement: First steps! +10').waitFor();
  await write.fill('/game');
  await write.press('Enter');
  await page.getByRole('button', { name: 'Target practice', exact: true }).click();
  await page.getByRole('button', { name: 'Easy', exact: true }).click();
  for (let round = 0; round < 5; round += 1) {
    await page.getByText(`${round} / 5`).waitFor();
    await page.getByRole('button', { name: '🎯', exact: true }).click();
  }
  await page.getByText('🏆 Won!').waitFor();
  await page.getByRole('button', { name: 'Once more', exact: true }).waitFor();
  expect(await page.getByRole('button', { name: '⚪', exact: true }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
