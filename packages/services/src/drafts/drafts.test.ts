import { botDrafts } from '@dovecote/db/schema/bot-drafts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestServices, type TestServices } from '../create-test-services.test-helper';
import type { ServiceContext } from '../service-context';
import { createBotFromDraft } from './create-bot-from-draft';
import { createDraft } from './create-draft';
import { discardDraft } from './discard-draft';
import { getDraft } from './get-draft';
import { inspectDraft } from './inspect-draft';
import { listDrafts } from './list-drafts';
import { saveDraft } from './save-draft';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

test('a draft is kept step by step, with its token sealed and never answered', async () => {
  const owner = await kit.signUp('owner');
  const token = await kit.newToken(owner);
  const draft = await createDraft(owner);
  expect(draft).toMatchObject({ step: 'door', data: {}, has: { token: false }, botId: null });
  await saveDraft(owner, draft.id, { step: 'token', secrets: { token: `Here: ${token}` } });
  const saved = await saveDraft(owner, draft.id, { data: { purpose: 'faq', note: token } });
  expect(saved).toMatchObject({ step: 'token', has: { token: true }, data: { purpose: 'faq' } });
  const [row] = await kit.database.db.select().from(botDrafts).where(eq(botDrafts.id, draft.id));
  for (const shown of [saved, row, await listDrafts(owner)]) expect(JSON.stringify(shown)).not.toContain(token);
  expect((await saveDraft(owner, draft.id, { secrets: { token: null } })).has.token).toBe(false);
  await expect(saveDraft(owner, draft.id, { secrets: { token: 'x' } })).rejects.toMatchObject({
    code: 'TOKEN_MALFORMED',
  });
});

test('a finished draft is its bot for good, and its secrets are gone', async () => {
  const owner = await kit.signUp('owner');
  const { id } = await createDraft(owner, { secrets: { token: await kit.newToken(owner) } });
  expect(await inspectDraft(owner, id)).toMatchObject({ isHosted: false });
  const bot = await createBotFromDraft(owner, id, { name: 'Desk', limits: { requestsPerSecond: 3 } });
  expect(bot).toMatchObject({ name: 'Desk', limits: { requestsPerSecond: 3, setBy: 'owner' } });
  expect((await createBotFromDraft(owner, id)).id).toBe(bot.id);
  expect(await getDraft(owner, id)).toMatchObject({ botId: bot.id, has: { token: false } });
  expect(await listDrafts(owner)).toEqual([]);
});

test('a draft without a token makes no bot', async () => {
  const owner = await kit.signUp('owner');
  const { id } = await createDraft(owner);
  await expect(createBotFromDraft(owner, id)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await expect(inspectDraft(owner, id)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
  await discardDraft(owner, id);
  await expect(getDraft(owner, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test.each([
  ['getDraft', (ctx: ServiceContext, id: string) => getDraft(ctx, id)],
  ['saveDraft', (ctx: ServiceContext, id: string) => saveDraft(ctx, id, { step: 'limits' })],
  ['discardDraft', (ctx: ServiceContext, id: string) => discardDraft(ctx, id)],
  ['inspectDraft', (ctx: ServiceContext, id: string) => inspectDraft(ctx, id)],
  ['createBotFromDraft', (ctx: ServiceContext, id: string) => createBotFromDraft(ctx, id)],
])('%s refuses another tenant and a weaker role', async (_name, verb) => {
  const owner = await kit.signUp('owner');
  const { id } = await createDraft(owner);
  await expect(verb(await kit.signUp('stranger'), id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(verb(await kit.join(owner, 'editor'), id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
