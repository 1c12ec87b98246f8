import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Entered, enterWithBot } from './enter-with-bot';
import { failHandled } from './fail-handled';
import { expectAccessible, visit } from './open-browser';

type Born = Awaited<ReturnType<Awaited<ReturnType<typeof startOutsideServer>>['createBot']>>;

const settings = {
  isUnknownAnswered: false,
  commands: [{ name: 'prices', description: 'Prices', text: 'Bread 3', photo: 'https://example.org/prices.png' }],
};
let outside: Awaited<ReturnType<typeof startOutsideServer>>;
let entered: Entered;
let page: Page;
/** A bot of the outside server, which can be told to misbehave. */
let bot: Born & { id: string };

beforeAll(async () => {
  outside = await startOutsideServer();
  entered = await enterWithBot('core', settings, { TELEGRAM_API_ROOT: outside.apiRoot });
  page = entered.page;
  bot = await bringBot({});
  await entered.owner.call('PUT', `/bots/${bot.id}/modules/core`, { enabled: true, settings });
});

afterAll(async () => {
  await entered?.close();
  await outside?.close();
});

async function bringBot(limits: object): Promise<Born & { id: string }> {
  const born = await outside.createBot();
  const { body } = await entered.owner.call<{ id: string }>('POST', '/bots', { token: born.token, limits });
  await entered.owner.call('POST', `/bots/${body.id}/start`);
  return { ...born, id: body.id };
}

const rows = (of: Page = page): Locator => of.locator('tbody').getByRole('row');

let written = 0;

async function write(person: string, text: string): Promise<void> {
  written += 1;
  await outside.send(bot.username, person, text);
}

/** Until all that was written is handled. */
async function closed(): Promise<void> {
  const path = `/bots/${bot.id}/updates?limit=100`;
  await eventually(async () => {
    const { body } = await entered.owner.call<{ items: { state: string }[] }>('GET', path);
    expect(body.items.filter(({ state }) => state !== 'waiting')).toHaveLength(written);
  });
}

test('the journal is searched, and stands still while it is paused', async () => {
  await write('nora', '/start');
  await write('otto', '/help');
  await closed();
  await page.goto(`${entered.product.url}/bots/${bot.id}/activity`);
  await eventually(async () => expect(await rows().count()).toBe(2));
  const search = page.getByRole('searchbox');
  await search.fill('/start');
  await eventually(async () => expect(await rows().allTextContents()).toEqual([expect.stringContaining('/start')]));
  expect(new URL(page.url()).searchParams.get('q')).toBe('/start');
  await search.fill('nothing of the kind');
  await page.getByText('No update matches.').waitFor();
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await eventually(async () => expect(await rows().count()).toBe(2));

  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused: what comes now is shown when you resume.').waitFor();
  const other = await entered.visitor.context.newPage();
  await other.goto(page.url());
  await write('nora', '/privacy');
  await eventually(async () => expect(await rows(other).count()).toBe(3));
  await other.close();
  expect(await rows().count()).toBe(2);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Resume' }).click();
  await eventually(async () => expect(await rows().count()).toBe(3));
  expect(entered.visitor.complaints).toEqual([]);
});

const words = {
  en: {
    skipped: 'no module answers this text',
    module: 'Essentials',
    alone: 'The picture was refused, so the text went alone: 400 Bad Request: refused as ordered',
    lost: 'Telegram’s answer was lost. Sent again, since no answer may be lost. It may have arrived twice.',
    failing: 'Telegram had a fault of its own (500).',
  },
  ru: {
    skipped: 'на этот текст не отвечает ни один модуль',
    module: 'Основа',
    alone: 'Картинку Telegram не принял, поэтому текст ушёл без неё: 400 Bad Request: refused as ordered',
    lost: 'Ответ Telegram потерялся. Отправлено ещё раз, чтобы ответ не потерялся. Могло дойти дважды.',
    failing: 'Сбой на стороне Telegram (500).',
  },
};

test('a trace says in the viewer’s language why there was no answer, or another than was meant', async () => {
  await write('nora', 'good morning');
  await outside.misbehave(bot.telegramId, [
    { method: 'sendPhoto', kind: '400', count: 1 },
    { method: 'sendMessage', kind: 'lost-answer', count: 1 },
  ]);
  await write('nora', '/prices');
  await closed();
  // The lost answer did come to be, and so did its repetition.
  await eventually(async () => {
    const prices = (await outside.answers(bot.username, 'nora')).filter((text) => text === 'Bread 3');
    expect(prices).toHaveLength(2);
  });
  await outside.misbehave(bot.telegramId, [{ method: '*', kind: '500', count: 100_000 }]);
  await write('otto', '/start');
  await closed();

  for (const locale of ['en', 'ru'] as const) {
    const said = words[locale];
    const reader = await visit(entered.visitor.context.browser() ?? fail(), { locale });
    await reader.context.addCookies(await withoutLocale());
    await reader.page.goto(`${entered.product.url}/bots/${bot.id}/activity`);
    await reader.page.getByText(said.skipped).waitFor();
    await reader.page.getByRole('cell', { name: said.module }).first().waitFor();
    await reader.page.getByRole('link', { name: '/prices' }).click();
    await reader.page.getByText(said.alone).waitFor();
    await reader.page.getByText(said.lost).waitFor();
    await expectAccessible(reader.page);
    await reader.page.goBack();
    await reader.page.getByRole('link', { name: '/start' }).first().click();
    await reader.page.getByText(said.failing).waitFor();
    expect(reader.complaints).toEqual([]);
    await reader.context.close();
  }
});

test('an admin reads what waits and why; who suspended a bot is offered no repair', async () => {
  const flooded = await bringBot({ requestsPerSecond: 1, maxConcurrent: 1 });
  for (let round = 0; round < 60; round += 1) await outside.send(flooded.username, 'nora', '/start');
  await page.goto(`${entered.product.url}/admin/bots/${flooded.id}`);
  await page.getByText(/\d+ updates wait; the oldest for/).waitFor();
  await expectAccessible(page);

  await outside.setWebhook(flooded.token, 'https://elsewhere.example/hook');
  await entered.owner.call('POST', `/admin/bots/${flooded.id}/suspend`, { reason: 'floods' });
  await page.goto(`${entered.product.url}/bots/${flooded.id}`);
  await page.getByText('Suspended by a platform admin: floods').waitFor();
  await page.getByText('Somebody else’s webhook receives the updates: elsewhere.example.').waitFor();
  expect(await page.getByRole('button', { name: 'Repair' }).count()).toBe(0);
  expect(entered.visitor.complaints).toEqual([]);
});

test('who discards a dead letter by keyboard goes on in the list', async () => {
  await outside.misbehave(bot.telegramId, []);
  expect(await failHandled(entered.product.dataDir, bot.id)).toBeGreaterThan(1);
  await page.goto(`${entered.product.url}/bots/${bot.id}/dead-letters`);
  const discard = page.getByRole('button', { name: /^Discard: / });
  await discard.first().focus();
  const count = await discard.count();
  await page.keyboard.press('Enter');
  const confirm = page.getByRole('alertdialog').getByRole('button', { name: 'Discard' });
  await confirm.waitFor();
  await confirm.focus();
  await page.keyboard.press('Enter');
  await eventually(async () => expect(await discard.count()).toBe(count - 1));
  const focused = page.locator(':focus');
  await eventually(async () => expect(await focused.getAttribute('aria-label')).toMatch(/^\d+ dead letters?$/));
  await page.keyboard.press('Tab');
  expect(await focused.getAttribute('href')).toMatch(/\/activity\/\d+$/);
  expect(entered.visitor.complaints).toEqual([]);
});

test('settings that are wrong are told at their fields, not by their paths', async () => {
  await page.goto(`${entered.product.url}/bots/${bot.id}/modules/core`);
  await page.getByRole('button', { name: 'Add' }).last().click();
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Use 1 to 32 of a-z, 0-9 and _, without the slash.').waitFor();
  // The form says so, and so does the message in passing.
  await eventually(async () => expect(await page.getByText('Some fields need your attention.').count()).toBe(2));
  expect(await page.getByText(/settings\.commands/).count()).toBe(0);
});

/** The session, without the language the first page chose. */
async function withoutLocale() {
  const cookies = await entered.visitor.context.cookies();
  return cookies.filter(({ name }) => !name.includes('locale'));
}

function fail(): never {
  throw new Error('The browser is gone.');
}
