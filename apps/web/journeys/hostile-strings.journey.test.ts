import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readHostileStrings } from './hostile-strings';
import { openBrowser, type Visitor, visit } from './open-browser';

const folder = createDataDir();
const person = { email: 'admin@example.com', password: 'a loft full of doves' };
const { own, all, hasCorpus } = readHostileStrings();
const nameLengthMax = 64;
let product: Product;
let owner: RestClient;
let browser: Browser;
let visitor: Visitor;
let page: Page;
/** What ran, and what browsers reported as refused. */
const executions: string[] = [];
const reports: string[] = [];

interface Bot {
  id: string;
  username: string;
}

beforeAll(async () => {
  if (!hasCorpus) process.stdout.write('The public corpus is not here; only our own hostile strings are shown.\n');
  product = await startProduct(folder.dataDir, { ADMIN_EMAIL: person.email, ADMIN_PASSWORD: person.password });
  const rest = createRestClient(product.url);
  const signedIn = await rest.call<{ accessToken: string }>('POST', '/auth/login', person);
  owner = rest.as(signedIn.body.accessToken);
  browser = await openBrowser();
  visitor = await visit(browser);
  page = visitor.page;
  await page.exposeFunction('tellExecution', (what: string) => executions.push(what));
  await page.addInitScript(() => {
    const tell = (window as unknown as { tellExecution(what: string): void }).tellExecution;
    for (const name of ['alert', 'confirm', 'prompt', 'print']) {
      Object.defineProperty(window, name, { value: (what: unknown) => tell(`${name}(${String(what)})`) });
    }
  });
  page.on('request', (request) => {
    if (request.url().endsWith('/api/csp-reports')) reports.push(request.postData() ?? '');
  });
  await page.goto(`${product.url}/sign-in`);
  await page.locator('input[type="email"]').fill(person.email);
  await page.locator('input[type="password"]').fill(person.password);
  await page.locator('button[type="submit"]').first().click();
  await page.waitForURL('**/bots');
});

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  folder.remove();
});

/** As a page shows it: white space collapses. */
const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
const nameOf = (text: string) =>
  plain(text)
    .slice(0, nameLengthMax)
    .replace(/\p{Surrogate}$/u, '')
    .trim();

async function post<Answer>(path: string, body: object): Promise<Answer | null> {
  const answer = await owner.call<Answer>('POST', path, body);
  return answer.status < 300 ? answer.body : null;
}

async function bringBot(name: string): Promise<Bot> {
  const born = await post<{ token: string; username: string }>('/sandbox/bots', {});
  const bot = await post<{ id: string }>('/bots', { token: born?.token, name });
  if (born === null || bot === null) throw new Error('The bot was refused.');
  return { id: bot.id, username: born.username };
}

/** Opens a page and waits until it shows what it came for; what it shows, inputs included. */
async function read(path: string, isReady: (shown: string) => boolean = () => true): Promise<string> {
  await page.goto(`${product.url}${path}`);
  await page.locator('main').waitFor();
  let shown = '';
  for (let look = 0; look < 60; look += 1) {
    shown = await shownText();
    const isLoading = (await page.locator('main [aria-busy="true"]').count()) > 0;
    if (!isLoading && isReady(shown)) break;
    await page.waitForTimeout(100);
  }
  return shown;
}

async function shownText(): Promise<string> {
  const texts = await page.evaluate(() => {
    const fields = [...document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')];
    return [document.body.textContent ?? '', ...fields.map((field) => field.value)].join('\n');
  });
  return plain(texts);
}

function expectNothingRan(where: string): void {
  expect({ where, executions, reports, complaints: visitor.complaints }).toEqual({
    where,
    executions: [],
    reports: [],
    complaints: [],
  });
}

test('the canary itself is heard: what would run is noted, and what the policy refuses is reported', async () => {
  const outside = await visit(browser);
  const heard: string[] = [];
  outside.page.on('request', (request) => {
    if (request.url().endsWith('/api/csp-reports')) heard.push(request.url());
  });
  await outside.page.goto(`${product.url}/sign-in`);
  await outside.page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="x" onerror="alert(1)">');
  });
  await expect.poll(() => outside.complaints.join('\n')).toMatch(/Content Security Policy/);
  await outside.context.close();
  await page.evaluate(() => window.alert('heard'));
  expect(executions.splice(0)).toEqual(['alert(heard)']);
});

test('every string as a bot’s name stands literally in the lists and on its pages', async () => {
  const names = all.map(nameOf).filter((name) => name !== '');
  const bots: Bot[] = [];
  for (let index = 0; index < 20; index += 1) bots.push(await bringBot(`Bot ${index}`));
  for (let from = 0; from < names.length; from += bots.length) {
    const round = names.slice(from, from + bots.length);
    const kept: string[] = [];
    for (const [index, name] of round.entries()) {
      const renamed = await owner.call<{ name: string }>('PATCH', `/bots/${bots[index]?.id}`, { name });
      if (renamed.status === 200) kept.push(plain(renamed.body.name));
    }
    const shown = await read('/bots', (text) => kept.every((name) => text.includes(name)));
    expect(kept.filter((name) => !shown.includes(name))).toEqual([]);
    expectNothingRan(`/bots, names ${from} and on`);
  }
  const [bot] = bots;
  for (const name of own.filter((text) => /<|:|\{/.test(text)).slice(0, 8)) {
    await owner.call('PATCH', `/bots/${bot?.id}`, { name: nameOf(name) });
    for (const path of [`/bots/${bot?.id}`, `/bots/${bot?.id}/settings`, `/admin/bots/${bot?.id}`, '/admin/bots']) {
      const shown = await read(path, (text) => text.includes(nameOf(name)));
      expect({ path, name, isShown: shown.includes(nameOf(name)) }).toEqual({ path, name, isShown: true });
      expectNothingRan(path);
    }
  }
}, 400_000);

test('every string as a message, a setting, a question, a person’s name, a note and a reason', async () => {
  const existing = await owner.call<{ items: (Bot & { name: string })[] }>('GET', '/bots?limit=100');
  const [first, second, third] = existing.body.items;
  if (first === undefined || second === undefined || third === undefined) throw new Error('There are no bots.');
  const half = Math.ceil(all.length / 2);
  for (const [bot, texts] of [
    [first, all.slice(0, half)],
    [second, all.slice(half)],
  ] as const) {
    const sent: string[] = [];
    for (const text of texts) {
      const message = await post(`/sandbox/chats/${bot.username}/messages`, {
        person: 'Sam',
        text: text.slice(0, 4_096),
      });
      if (message !== null) sent.push(plain(text));
    }
    expect(sent.length).toBeGreaterThan(texts.length * 0.9);
    const shown = await read(`/bots/${bot.id}/playground`, (text) => sent.every((one) => text.includes(one)));
    expect(sent.filter((one) => !shown.includes(one))).toEqual([]);
    expectNothingRan('playground');
  }

  const greeting = all.join('\n').slice(0, 4_000);
  const pairs = own.map((text) => ({ question: `${text} ?`, answer: text }));
  await owner.call('PUT', `/bots/${third.id}/modules/core`, {
    enabled: true,
    settings: { greeting: { en: greeting } },
  });
  await owner.call('PUT', `/bots/${third.id}/modules/faq`, { enabled: true, settings: { pairs } });
  await owner.call('POST', `/bots/${third.id}/start`);
  for (const text of own.slice(0, 15))
    await post(`/sandbox/chats/${third.username}/messages`, { person: 'Sam', text: `/ask ${text}` });
  const { body: spaces } = await owner.call<{ items: { id: string }[] }>('GET', '/workspaces');
  const hook = { url: 'https://example.com/<script>alert(1)</script>', events: ['bot.created'] };
  for (const text of own.slice(0, 15)) {
    await post(`/workspaces/${spaces.items[0]?.id}/webhooks`, { ...hook, description: text });
  }
  for (const [index, name] of own.slice(0, 15).entries()) {
    await post('/auth/register', { email: `person${index}@example.com`, password: person.password, name });
    await post(`/admin/bots/${second.id}/suspend`, { reason: `${name} ${'because'.repeat(2)}` });
  }
  await owner.call('PATCH', '/me', { name: own[0] });
  const hooks = await owner.call<{ items: { id: string }[] }>('GET', `/workspaces/${spaces.items[0]?.id}/webhooks`);

  const shows = (text: string) => (shown: string) => shown.includes(plain(text));
  const visits: [path: string, expected: string][] = [
    [`/bots/${third.id}/modules/core`, own[0] ?? ''],
    [`/bots/${third.id}/modules/faq`, own[8] ?? ''],
    [`/bots/${third.id}/modules`, ''],
    [`/bots/${third.id}/activity`, ''],
    [`/bots/${third.id}/dead-letters`, ''],
    [`/bots/${third.id}/playground`, `/ask ${own[8]}`],
    [`/bots/${second.id}`, own[14] ?? ''],
    ['/webhooks', own[8] ?? ''],
    [`/webhooks/${hooks.body.items[0]?.id}`, own[0] ?? ''],
    ['/account', own[0] ?? ''],
    ['/outbox', ''],
    ['/bots/new', ''],
    ['/admin/users', own[8] ?? ''],
    ['/admin/audit-log', own[14] ?? ''],
    [`/admin/bots/${second.id}`, own[14] ?? ''],
    ['/api/docs', ''],
  ];
  for (const [path, expected] of visits) {
    const shown = await read(path, shows(expected));
    expect({ path, isShown: shows(expected)(shown) }).toEqual({ path, isShown: true });
    expectNothingRan(path);
  }
  const { body: journal } = await owner.call<{ items: { id: string }[] }>('GET', `/bots/${third.id}/updates`);
  await read(`/bots/${third.id}/activity/${journal.items[0]?.id}`);
  expectNothingRan('one update');
}, 400_000);
