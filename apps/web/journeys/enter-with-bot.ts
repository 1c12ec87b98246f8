import { createRestClient, type RestClient } from '@dovecote/testing/rest-client';
import { createDataDir, type Product, startProduct } from '@dovecote/testing/start-product';
import type { Page } from 'playwright-core';
import { openBrowser, type Visitor, visit } from './open-browser';

const person = { email: 'admin@example.com', password: 'a loft full of doves' };

export interface Entered {
  product: Product;
  owner: RestClient;
  visitor: Visitor;
  page: Page;
  bot: { id: string; username: string };
  /** A simulated person writes to the bot, unseen by the browser. */
  say(person: string, text: string): Promise<void>;
  close(): Promise<void>;
}

/** A product of its own, its owner signed in, and a sandbox bot that runs with the module on. */
export async function enterWithBot(
  moduleId: string,
  settings: object,
  env: Record<string, string> = {},
): Promise<Entered> {
  const folder = createDataDir();
  const product = await startProduct(folder.dataDir, {
    ADMIN_EMAIL: person.email,
    ADMIN_PASSWORD: person.password,
    ...env,
  });
  const rest = createRestClient(product.url);
  const signedIn = await rest.call<{ accessToken: string }>('POST', '/auth/login', person);
  const owner = rest.as(signedIn.body.accessToken);
  const born = await owner.call<{ token: string; username: string }>('POST', '/sandbox/bots', {});
  const bot = await owner.call<{ id: string }>('POST', '/bots', { token: born.body.token });
  await owner.call('POST', `/bots/${bot.body.id}/start`);
  await owner.call('PUT', `/bots/${bot.body.id}/modules/${moduleId}`, { enabled: true, settings });
  const browser = await openBrowser();
  const visitor = await visit(browser);
  const { page } = visitor;
  await page.goto(`${product.url}/sign-in`);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/bots');
  return {
    product,
    owner,
    visitor,
    page,
    bot: { id: bot.body.id, username: born.body.username },
    async say(name, text) {
      await owner.call('POST', `/sandbox/chats/${born.body.username}/messages`, { person: name, text });
    },
    async close() {
      await browser.close();
      await product.stop();
      folder.remove();
    },
  };
}
