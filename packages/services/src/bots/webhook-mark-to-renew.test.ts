import { bots } from '@dovecote/db/schema/bots';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices } from '../create-test-services.test-helper';
import { createBot } from './create-bot';
import { repairWebhook } from './repair-webhook';
import { rotateBotToken } from './rotate-bot-token';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

test.each([
  { desiredState: 'running', transport: 'webhook', after: null },
  { desiredState: 'stopped', transport: 'webhook', after: 'leaving' },
  { desiredState: 'stopped', transport: 'polling', after: null },
] as const)('a new token or a repair does not forget the webhook that a stop left: %j', async ({ after, ...bot }) => {
  const owner = await kit.signUp('owner');
  const token = await kit.newToken(owner);
  const { id } = await createBot(owner, { token });
  const isIt = eq(bots.id, id);
  const leave = async () =>
    await kit.database.db
      .update(bots)
      .set({ ...bot, webhookSetUrl: 'leaving' })
      .where(isIt);
  const mark = async () => (await kit.database.db.select().from(bots).where(isIt))[0]?.webhookSetUrl;
  await leave();
  await rotateBotToken(owner, id, { token });
  expect(await mark()).toBe(after);
  await leave();
  await repairWebhook(owner, id);
  expect(await mark()).toBe(after);
});
