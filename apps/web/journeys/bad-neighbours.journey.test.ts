import { findFreePort } from '@dovecote/local-stack/find-free-port';
import { eventually } from '@dovecote/testing/eventually';
import { startOutsideServer } from '@dovecote/testing/outside-server';
import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expectAccessible, openBrowser, visit } from './open-browser';

const folder = createDataDir();
const person = { email: 'olga@example.com', password: 'a loft full of doves' };
const people = Array.from({ length: 8 }, (_, index) => `person${index}`);
let outside: Awaited<ReturnType<typeof startOutsideServer>>;
let product: Product;
let owner: RestClient;
let browser: Browser;

beforeAll(async () => {
  outside = await startOutsideServer();
  const port = String(await findFreePort(32_000));
  const PUBLIC_URL = `http://127.0.0.1:${port}`;
  const env = { TELEGRAM_API_ROOT: outside.apiRoot, PORT: port, PUBLIC_URL };
  product = await startProduct(folder.dataDir, env, [], 'apps/web/journeys/start-spoilt.mjs');
  const rest = createRestClient(product.url);
  const registered = await rest.call<{ accessToken: string }>('POST', '/auth/register', person);
  owner = rest.as(registered.body.accessToken);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  await outside?.close();
  folder.remove();
});

interface Bot {
  id: string;
  username: string;
  telegramId: string;
}

async function bringBot(name: string, limits: object = {}): Promise<Bot> {
  const born = await outside.createBot();
  const { body } = await owner.call<{ id: string }>('POST', '/bots', { token: born.token, name, limits });
  await owner.call('POST', `/bots/${body.id}/start`);
  await eventually(async () => expect(await outside.webhookUrl(born.telegramId)).not.toBe(''));
  return { ...born, id: body.id };
}

async function writeAll(bot: Bot, text: string): Promise<void> {
  await Promise.all(people.map((one) => outside.send(bot.username, one, text)));
}

async function expectAnswers(bot: Bot, each: number): Promise<void> {
  await eventually(async () => {
    for (const one of people) expect(await outside.answers(bot.username, one)).toHaveLength(each);
  });
}

/** Signs in by the form. */
async function signIn(page: Page): Promise<void> {
  await page.goto(`${product.url}/sign-in`);
  await page.locator('input[type="email"]').fill(person.email);
  await page.locator('input[type="password"]').fill(person.password);
  await page.locator('button[type="submit"]').first().click();
  await page.waitForURL('**/bots');
}

async function seenText(place: Locator): Promise<string> {
  return ((await place.textContent()) ?? '').replaceAll(/\s+/g, ' ');
}

const words = {
  en: {
    balanced: 'It adds up',
    silent: 'Telegram does not say now.',
    deadLetter: 'handler failed 3 times: TypeError',
    hung: /No answer.*Telegram has not answered this bot for .*\d+ messages wait to be sent\. We keep trying; nothing is lost, you need do nothing\./,
    flooding: /At its limit.*\d+ updates wait; the oldest for .*Your limit is 1 a second and 2 at once; none is lost\./,
    throwing: /Failing.*Nothing has worked since \d\d:\d\d( [AP]M)?: the last 5 updates failed 3 times each\./,
  },
  ru: {
    balanced: 'Сходится',
    silent: 'Telegram сейчас не отвечает на этот вопрос.',
    deadLetter: 'обработчик не справился 3 раза: TypeError',
    hung: /Нет ответа.*Telegram не отвечает этому боту уже .*Отправки жд.*Мы пробуем снова/,
    flooding: /На пределе.*обновлени.*самое старое уже .*Ваш предел: 1 в секунду и 2 одновременно/,
    throwing:
      /Не справляется.*Ничего не получается с \d\d:\d\d: последние 5 обновлений не удалось обработать с 3 попыток/,
  },
};

test('a hung, a flooding and a throwing bot each say in plain words what is wrong; the fourth answers everybody', async () => {
  const hung = await bringBot('Hung');
  const flooding = await bringBot('Flooding', { requestsPerSecond: 1, maxConcurrent: 2 });
  const throwing = await bringBot('Throwing');
  const well = await bringBot('Well');
  await writeAll(well, '/start');
  await expectAnswers(well, 1);

  await outside.misbehave(hung.telegramId, [{ method: '*', kind: 'timeout', count: 100_000 }]);
  await writeAll(hung, '/start');
  await writeAll(throwing, 'throw');
  for (let round = 0; round < 30; round += 1) await writeAll(flooding, '/start');
  for (let round = 2; round <= 6; round += 1) {
    await writeAll(well, '/start');
    await expectAnswers(well, round);
  }

  for (const locale of ['en', 'ru'] as const) {
    const { page, complaints } = await visit(browser, { locale });
    await signIn(page);
    const rowOf = (name: string) => page.getByRole('row').filter({ hasText: `${name}@` });
    const textOf = (name: string) => seenText(rowOf(name));
    await eventually(async () => {
      expect(await textOf('Hung')).toMatch(words[locale].hung);
      expect(await textOf('Flooding')).toMatch(words[locale].flooding);
      expect(await textOf('Throwing')).toMatch(words[locale].throwing);
    }, 60_000);
    expect(await textOf('Well')).not.toMatch(/wait|failed|answered|жд|удалось|отвечает/);
    await expectAccessible(page);
    for (const [bot, expected] of [
      [hung, words[locale].hung],
      [flooding, words[locale].flooding],
      [throwing, words[locale].throwing],
    ] as const) {
      await page.goto(`${product.url}/bots/${bot.id}`);
      await page.getByText(words[locale].balanced).waitFor();
      // Telegram is still being asked for the hung one.
      if (bot === hung) expect(await page.getByText(words[locale].silent).count()).toBe(0);
      await eventually(async () => expect(await seenText(page.locator('main'))).toMatch(expected));
      await expectAccessible(page);
    }
    await page.goto(`${product.url}/bots/${throwing.id}/dead-letters`);
    await page.getByText(words[locale].deadLetter).first().waitFor();
    expect(complaints).toEqual([]);
  }
  await writeAll(well, '/start');
  await expectAnswers(well, 7);
}, 240_000);
