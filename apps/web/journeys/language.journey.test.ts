import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { messagesEn } from '../src/i18n/messages-en';
import { openBrowser, visit } from './open-browser';

const folder = createDataDir();
let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct(folder.dataDir);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  folder.remove();
});

test('another language takes the place of the first, and what was typed stays', async () => {
  const { page, complaints } = await visit(browser);
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel('E-mail').fill('olga@example.com');
  await page.getByRole('button', { name: 'Language' }).click();
  await page.getByRole('menuitem', { name: 'Русский' }).click();
  expect(await page.getByLabel('Электронная почта').inputValue()).toBe('olga@example.com');
  await page.reload();
  await page.getByLabel('Электронная почта').waitFor();
  await page.getByRole('button', { name: 'Язык' }).click();
  await page.getByRole('menuitem', { name: 'English' }).click();
  await page.getByLabel('E-mail').waitFor();
  expect(complaints).toEqual([]);
});

test('a page holds the texts that it shows, and not all there are', async () => {
  const answer = await fetch(`${product.url}/sign-in`, { headers: { 'accept-language': 'en' } });
  const html = await answer.text();
  expect(html).toContain(messagesEn.session.fields.email);
  expect(html).not.toContain(messagesEn.webhooks.description);
});
