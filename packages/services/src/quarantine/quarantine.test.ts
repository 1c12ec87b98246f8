import { quarantine } from '@dovecote/db/schema/quarantine';
import { expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { createTestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { listQuarantine } from './list-quarantine';

test('what was put aside is listed newest first; its beginning is for those who may read content', async () => {
  const kit = await createTestServices();
  const owner = await kit.signUp('owner');
  const { id: botId } = await createBot(owner, { token: await kit.newToken(owner) });
  const workspaceId = workspaceIdOf(owner);
  const place = { workspaceId, purpose: 'update_body', row: `${botId}/quarantine`, column: 'body' };
  const row = { workspaceId, botId, receivedAt: new Date() };
  const body = await kit.services.vault.seal(`{"hello": ${'x'.repeat(1000)}`, place);
  const moved = await kit.services.vault.seal('{}', { ...place, row: `${botId}/elsewhere` });
  await kit.database.db.insert(quarantine).values([
    { ...row, reason: 'not_json', sizeBytes: 1010, body },
    { ...row, reason: 'too_deep', sizeBytes: 2, body: moved },
  ]);
  const { items } = await listQuarantine(owner, botId);
  expect(items).toMatchObject([
    { reason: 'too_deep', sizeBytes: 2, preview: null, isContentHidden: false },
    { reason: 'not_json', sizeBytes: 1010, preview: expect.stringMatching(/^\{"hello": x{290}$/) },
  ]);
  const hidden = await listQuarantine(await kit.join(owner, 'viewer'), botId, { limit: 1 });
  expect(hidden).toMatchObject({ items: [{ preview: null, isContentHidden: true }], nextCursor: expect.any(String) });
  await kit.close();
});
