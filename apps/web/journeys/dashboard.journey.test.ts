import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import { createRestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { failHandled } from './fail-handled';
import { expectAccessible, expectWhole, openBrowser, visit } from './open-browser';

const folder = createDataDir();
const password = 'a loft full of doves';
let outside: Awaited<ReturnType<typeof startOutsideServer>>;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  outside = await startOutsideServer();
  product = await startProduct(folder.dataDir, {
    TELEGRAM_API_ROOT: outside.apiRoot,
    ADMIN_EMAIL: 'admin@example.com',
    ADMIN_PASSWORD: password,
  });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await outside?.close();
  folder.remove();
});

async function signUp(page: Page, email: string): Promise<void> {
  await page.goto(`${product.url}/sign-up`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL('**/bots');
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/bots');
}

/** A bot with a long name and a chat that fills more than its window. */
async function crowd(botId: string): Promise<void> {
  const rest = createRestClient(product.url);
  const { body } = await rest.call<{ accessToken: string }>('POST', '/auth/login', {
    email: 'admin@example.com',
    password,
  });
  const admin = rest.as(body.accessToken);
  const name = 'A bot whose name is as long as one may be, to the last character';
  const bot = await admin.call<{ username: string }>('PATCH', `/bots/${botId}`, { name });
  for (let turn = 0; turn < 8; turn += 1) {
    await admin.call('POST', `/sandbox/chats/${bot.body.username}/messages`, { person: 'Sam', text: '/help' });
  }
}

const next = (page: Page) => page.getByRole('button', { name: /^(Next|Continue)$/ }).click();

/** Through the wizard by the sandbox door to the chat, with a greeting of one's own; answers the bot's address. */
async function bringSandboxBot(page: Page, greeting: string): Promise<void> {
  await page.goto(`${product.url}/bots/new`);
  await page.waitForURL('**/door');
  await next(page);
  await page.waitForURL('**/purpose');
  await page.getByLabel('Greeting').fill(greeting);
  await next(page);
  await page.waitForURL('**/limits');
  await page.getByRole('button', { name: 'Create the bot' }).click();
  await page.waitForURL('**/try');
}

test('before its script runs, a form sends nothing: no password comes into an address', async () => {
  const { context, page } = await visit(browser, { javaScriptEnabled: false });
  for (const path of ['/sign-in', '/sign-up', '/forgot-password']) {
    await page.goto(`${product.url}${path}`);
    for (const field of await page.locator('form input').all()) await field.fill('nora@example.com');
    await page.locator('form input').last().press('Enter');
    expect(await page.locator('form [type="submit"]:enabled').count()).toBe(0);
    expect(page.url()).toBe(`${product.url}${path}`);
    expect(await page.content()).toContain('<noscript>Dovecote needs JavaScript');
  }
  await context.close();
});

test('a newcomer signs up, brings a sandbox bot, gives it a greeting, is answered, and sees it on the overview', async () => {
  const { page, complaints } = await visit(browser);
  await signUp(page, 'nora@example.com');
  await bringSandboxBot(page, 'Coo! Welcome, {name}.');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('Coo! Welcome, Sam.').waitFor();
  await page.getByRole('button', { name: 'I have seen it answer' }).click();
  await page.waitForURL('**/live');
  await page.getByText('Received! Your /start reached the bot.').waitFor();
  await page
    .getByRole('button', { name: 'To the overview' })
    .or(page.getByRole('link', { name: 'To the overview' }))
    .click();
  await page.waitForURL(/\/bots\/bot_\w+$/);
  await page.getByText('Running').first().waitFor();
  await page.getByText('Message').first().waitFor();
  expect(complaints).toEqual([]);
  await page.goto(`${product.url}/bots/bot_gone`);
  await page.getByRole('link', { name: 'To your bots' }).click();
  await page.waitForURL(/\/bots$/);
});

test('a live bot is looked at before it moves in, and is live when its /start was received', async () => {
  const born = await outside.createBot();
  await outside.send(born.username, 'early', 'anybody here?');
  const { page, complaints } = await visit(browser);
  await signUp(page, 'lena@example.com');
  await page.goto(`${product.url}/bots/new`);
  await page.waitForURL('**/door');
  await page.getByText('I have a bot token').click();
  await next(page);
  await page.waitForURL('**/token');
  await page.getByLabel('Token').fill(`Use this token to access the HTTP API: ${born.token} Keep it secure.`);
  await page.getByRole('button', { name: 'Check the token' }).click();
  await page.getByText('Free to move in.').waitFor();
  await page.getByText('1 update waits.').waitFor();
  expect(await page.content()).not.toContain(`>${born.token}<`);
  for (const step of ['api', 'purpose', 'limits']) {
    await page
      .getByRole('button', { name: /^(Next|Continue|Skip)$/ })
      .first()
      .click();
    await page.waitForURL(`**/${step}`);
  }
  await page.getByText('your plan’s own value, 100. At most 1000.').waitFor();
  await page.getByRole('button', { name: 'Create the bot' }).click();
  await page.waitForURL('**/try');
  await eventually(async () => expect(await outside.answers(born.username, 'early')).toHaveLength(1));
  await page.goto(page.url().replace(/try$/, 'live'));
  await page.getByText('Waiting for your /start').waitFor();
  await outside.send(born.username, 'lena', '/start');
  await page.getByText('Received! Your /start reached the bot.').waitFor();
  await page
    .getByRole('button', { name: 'To the overview' })
    .or(page.getByRole('link', { name: 'To the overview' }))
    .click();
  await page.getByText('No webhook is set, as it should be: we fetch the updates.').waitFor();
  await page.getByText('Nothing waits at Telegram.').waitFor();
  expect(complaints).toEqual([]);

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('New token').fill((await outside.createBot()).token);
  await page.getByRole('button', { name: 'Replace token' }).click();
  await page.getByText(`This is the token of another bot. Enter a token of @${born.username}.`).waitFor();
  await page.getByLabel('New token').fill('no token');
  await page.getByRole('button', { name: 'Replace token' }).click();
  await page.getByText('stands in the message of @BotFather').waitFor();
});

test('a token that is none is explained before anything is asked of Telegram', async () => {
  const { page, complaints } = await visit(browser);
  await signUp(page, 'otto@example.com');
  await page.goto(`${product.url}/bots/new`);
  await page.waitForURL('**/door');
  await page.getByText('I have a bot token').click();
  await next(page);
  await page.waitForURL('**/token');
  await page.getByLabel('Token').fill('this is no token');
  await page.getByRole('button', { name: 'Check the token' }).click();
  await page.getByText(/This is not a bot token/).waitFor();
  expect(complaints).toEqual([]);
});

test('an update whose handling failed is seen with its trace, replayed, and answered', async () => {
  const { page, complaints } = await visit(browser);
  await signUp(page, 'dora@example.com');
  await bringSandboxBot(page, 'Better late than never, {name}.');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('Better late than never, Sam.').waitFor();
  await page.goto(`${product.url}/bots`);
  const bot = (await page.locator('a[href^="/bots/bot_"]').first().getAttribute('href')) ?? '';
  await eventually(async () => expect(await failHandled(folder.dataDir, bot.split('/')[2] ?? '')).toBe(1));

  await page.goto(`${product.url}${bot}`);
  await page.getByRole('link', { name: 'Failed', exact: true }).click();
  await page.getByText('1 dead letter', { exact: true }).waitFor();
  await page.getByText('handler failed 3 times: TypeError').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Message /start' }).click();
  await page.getByText('The handling failed for good, and nobody was answered.').waitFor();
  await page.getByText('Where the time went').waitFor();
  await expectAccessible(page);
  await page.goBack();
  await page.getByRole('button', { name: 'Replay all' }).click();
  await page.getByText('Replay 1 dead letter?').waitFor();
  await page.getByRole('dialog').or(page.getByRole('alertdialog')).getByRole('button', { name: 'Replay all' }).click();
  await page.getByText('1 dead letter waits for its turn again.').waitFor();
  await page.getByText('No dead letters. Every update could be handled.').waitFor();
  await page.goto(`${product.url}${bot}/playground`);
  await eventually(async () => expect(await page.getByText('Better late than never, Sam.').count()).toBe(2));
  await page.goto(`${product.url}${bot}`);
  await page.getByText('It adds up: received = done + skipped + failed + waiting.').waitFor();
  expect(complaints).toEqual([]);
});

test('a suspension by a platform admin shows on the owner’s open page by itself', async () => {
  const owner = await visit(browser);
  await signUp(owner.page, 'petra@example.com');
  await bringSandboxBot(owner.page, 'Hello!');
  await owner.page.goto(`${product.url}/bots`);
  await owner.page.locator('a[href^="/bots/bot_"]').first().click();
  await owner.page.waitForURL(/\/bots\/bot_\w+$/);
  await owner.page.getByText('Running').first().waitFor();
  const botId = new URL(owner.page.url()).pathname.split('/')[2];

  const admin = await visit(browser);
  await signIn(admin.page, 'admin@example.com');
  const rest = createRestClient(product.url);
  const { body } = await rest.call<{ accessToken: string }>('POST', '/auth/login', {
    email: 'admin@example.com',
    password,
  });
  await admin.page.goto(`${product.url}/admin/bots`);
  await expectAccessible(admin.page);
  await rest.as(body.accessToken).call('POST', `/admin/bots/${botId}/suspend`, { reason: 'sells snake oil' });
  await owner.page.getByText('sells snake oil').first().waitFor();
  await owner.page.getByText('Suspended').first().waitFor();
  await admin.page.goto(`${product.url}/admin/audit-log`);
  await admin.page.getByText('sells snake oil').first().waitFor();
  expect([...owner.complaints, ...admin.complaints]).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  'every page is accessible, complete and quiet in %s',
  async (colorScheme) => {
    const { page, complaints } = await visit(browser, { colorScheme });
    for (const path of ['/sign-in', '/sign-up']) {
      await page.goto(`${product.url}${path}`);
      await expectAccessible(page);
    }
    await signIn(page, 'admin@example.com');
    await bringSandboxBot(page, 'Hello!');
    await page.goto(`${product.url}/bots`);
    const bot = (await page.locator('a[href^="/bots/bot_"]').first().getAttribute('href')) ?? '';
    await crowd(bot.split('/')[2] ?? '');
    const ofBot = [
      '',
      '/activity',
      '/dead-letters',
      '/playground',
      '/modules',
      '/modules/core',
      '/modules/faq',
      '/settings',
    ].map((end) => bot + end);
    const pages = [
      '/bots',
      '/bots/new',
      ...ofBot,
      '/admin/bots',
      '/admin/users',
      '/admin/audit-log',
      '/outbox',
      '/account',
      '/team',
      '/api-keys',
      '/usage',
    ];
    for (const path of pages) {
      await page.goto(`${product.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await eventually(async () => expect(await page.locator('[aria-busy="true"]').count()).toBe(0));
      await eventually(async () => expect(await page.title()).toMatch(/. · Dovecote$/));
      await expectAccessible(page);
      // A desktop, one zoomed to 200 %, a phone.
      for (const width of [1280, 768, 390]) {
        await page.setViewportSize({ width, height: 860 });
        await expectWhole(page);
      }
      await page.setViewportSize({ width: 1280, height: 860 });
    }
    expect(complaints).toEqual([]);
  },
  180_000,
);
