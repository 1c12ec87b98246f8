import { bots } from '@dovecote/db/schema/bots';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { createTestServices } from '../create-test-services.test-helper';
import { createBot } from './create-bot';
import { getBotWebhook } from './get-bot-webhook';

test('a webhook is known as ours or named by its host, with what waits and without its address', async () => {
  const kit = await createTestServices({ publicUrl: 'https://bots.example.com' });
  const owner = await kit.signUp('owner');
  const token = await kit.newToken(owner);
  const { id } = await createBot(owner, { token });
  const [row] = await kit.database.db.select().from(bots).where(eq(bots.id, id));
  const setWebhook = async (url: string) =>
    await fetch(`${kit.sandboxRoot}/bot${token}/setWebhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
    });
  expect(await getBotWebhook(owner, id)).toMatchObject({ target: 'none', pendingUpdates: 0, foreignHost: null });
  await setWebhook('https://elsewhere.example.net/hook/very-secret');
  const foreign = await getBotWebhook(owner, id);
  expect(foreign).toMatchObject({ target: 'foreign', foreignHost: 'elsewhere.example.net' });
  expect(JSON.stringify(foreign)).not.toContain('very-secret');
  await setWebhook(`https://bots.example.com/tg/${row?.webhookPath}`);
  expect(await getBotWebhook(owner, id)).toMatchObject({ target: 'ours', foreignHost: null });
  await kit.close();
});
