import { bots } from '@dovecote/db/schema/bots';
import { faqUnanswered } from '@dovecote/db/schema/faq';
import { moduleSettings } from '@dovecote/db/schema/module-settings';
import { moduleJobs } from '@dovecote/db/schema/module-work';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { answerQuestion } from '../faq/answer-question';
import { dismissQuestion } from '../faq/dismiss-question';
import { listUnanswered, questionPlace } from '../faq/list-unanswered';
import type { ServiceContext } from '../service-context';
import { listBotModules } from './list-bot-modules';
import { listModuleVersions } from './list-module-versions';
import { rollBackModule } from './roll-back-module';
import { saveModule } from './save-module';

let kit: TestServices;
beforeAll(async () => {
  kit = await createTestServices();
});
afterAll(async () => await kit.close());

async function ownerWithBot() {
  const owner = await kit.signUp('owner');
  return { owner, bot: await createBot(owner, { token: await kit.newToken(owner) }) };
}

const pair = (question: string) => ({ question, answer: `Answer to ${question}` });

async function plantQuestion(owner: ServiceContext, botId: string, hash: string, question: string) {
  const key = { workspaceId: workspaceIdOf(owner), id: botId };
  const now = new Date();
  await kit.database.db.insert(faqUnanswered).values({
    workspaceId: key.workspaceId,
    botId,
    questionHash: hash,
    question: await kit.services.vault.seal(question, questionPlace(key, hash)),
    asked: 3,
    firstAskedAt: now,
    lastAskedAt: now,
  });
}

test('a new bot has the essentials on and everything else off', async () => {
  const { owner, bot } = await ownerWithBot();
  const modules = await listBotModules(owner, bot.id);
  expect(modules.find(({ id }) => id === 'core')).toMatchObject({ enabled: true, isCore: true, version: 1 });
  expect(modules.find(({ id }) => id === 'faq')).toMatchObject({ enabled: false, version: 0, settings: { pairs: [] } });
});

test('every save is a version that can be brought back, and wakes the manager', async () => {
  const { owner, bot } = await ownerWithBot();
  await saveModule(owner, bot.id, 'faq', { enabled: true, settings: { pairs: [pair('One?')] } });
  const second = await saveModule(owner, bot.id, 'faq', {
    enabled: true,
    settings: { pairs: [pair('Two?')] },
    expectedVersion: 1,
  });
  expect(second.version).toBe(2);
  const stale = saveModule(owner, bot.id, 'faq', { enabled: false, expectedVersion: 1 });
  await expect(stale).rejects.toMatchObject({ code: 'CONFLICT' });
  const kept = await saveModule(owner, bot.id, 'faq', { enabled: false });
  expect(kept.settings).toMatchObject({ pairs: [{ question: 'Two?' }] });
  const back = await rollBackModule(owner, bot.id, 'faq', { version: 1 });
  expect(back).toMatchObject({ version: 4, enabled: true, settings: { pairs: [{ question: 'One?' }] } });
  const versions = await listModuleVersions(owner, bot.id, 'faq', { limit: 3 });
  expect(versions.items.map(({ version }) => version)).toEqual([4, 3, 2]);
  expect(versions.nextCursor).not.toBeNull();
  const [row] = await kit.database.db.select({ revision: bots.revision }).from(bots).where(eq(bots.id, bot.id));
  expect(row?.revision).toBe(5);
  await expect(rollBackModule(owner, bot.id, 'faq', { version: 99 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('settings that Telegram would refuse are refused here, by the name of the field', async () => {
  const { owner, bot } = await ownerWithBot();
  const command = { name: 'prices', description: 'Our prices', text: 'Free' };
  const save = (settings: Record<string, unknown>) => saveModule(owner, bot.id, 'core', { enabled: true, settings });
  const unseen = expect.stringContaining('Write something that can be seen');
  const unreachable = expect.stringContaining('Give an address with a full host name');
  const refusals: [Record<string, unknown>, Record<string, unknown>][] = [
    [{ commands: [{ ...command, text: ' \n ' }] }, { 'settings.commands.0.text': unseen }],
    [{ commands: [{ ...command, photo: 'http://intranet/a.png' }] }, { 'settings.commands.0.photo': unreachable }],
    [{ menu: [{ label: '\u2800', command: 'ask' }] }, { 'settings.menu.0.label': unseen }],
    [{ menu: [{ label: 'Here', url: 'https://localhost/x' }] }, { 'settings.menu.0.url': unreachable }],
    [{ greeting: { ru: '\u2060' } }, { 'settings.greeting.ru': unseen }],
  ];
  for (const [settings, fields] of refusals)
    await expect(save(settings)).rejects.toMatchObject({ code: 'VALIDATION_FAILED', fields });
});

test('what was saved before it was refused is left out, and keeps nobody from saving', async () => {
  const { owner, bot } = await ownerWithBot();
  const pairs = [{ question: 'Unseen?', answer: '\u2800' }, pair('Seen?')];
  await saveModule(owner, bot.id, 'faq', { enabled: true });
  await kit.database.db.update(moduleSettings).set({ settings: { pairs } }).where(eq(moduleSettings.botId, bot.id));
  const shown = (await listBotModules(owner, bot.id)).find(({ id }) => id === 'faq');
  expect(shown?.settings).toMatchObject({ pairs: [{ question: 'Seen?' }] });
  await plantQuestion(owner, bot.id, 'hash1', 'And now?');
  await answerQuestion(owner, bot.id, 'hash1', { answer: 'Still here.' });
  const off = await saveModule(owner, bot.id, 'faq', { enabled: false });
  expect(off.settings).toMatchObject({ pairs: [{ question: 'Seen?' }, { question: 'And now?' }] });
  const unseen = answerQuestion(owner, bot.id, 'hash1', { answer: '\u200b' });
  await expect(unseen).rejects.toMatchObject({ fields: { answer: expect.stringContaining('can be seen') } });
});

test('saves that come at once each get a version of their own', async () => {
  const { owner, bot } = await ownerWithBot();
  const names = ['a', 'b', 'c', 'd'];
  const saved = await Promise.all(
    names.map((name) => saveModule(owner, bot.id, 'faq', { enabled: true, settings: { pairs: [pair(name)] } })),
  );
  expect(saved.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
});

test('refuses another tenant and a viewer', async () => {
  const { owner, bot } = await ownerWithBot();
  const stranger = await kit.signUp('stranger');
  const viewer = await kit.join(owner, 'viewer');
  const save = (ctx: ServiceContext) => saveModule(ctx, bot.id, 'faq', { enabled: true });
  await expect(save(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(save(viewer)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(listBotModules(stranger, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(listModuleVersions(stranger, bot.id, 'faq')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(rollBackModule(viewer, bot.id, 'faq', { version: 1 })).rejects.toMatchObject({ code: 'FORBIDDEN' });
});

test('an unanswered question becomes a pair of the FAQ, or is dismissed', async () => {
  const { owner, bot } = await ownerWithBot();
  await plantQuestion(owner, bot.id, 'hash1', 'Do you ship to Malta?');
  await plantQuestion(owner, bot.id, 'hash2', 'asdf?');
  expect(await listUnanswered(owner, bot.id)).toHaveLength(2);
  const faq = await answerQuestion(owner, bot.id, 'hash1', { answer: 'Yes, within a week.' });
  expect(faq.settings).toMatchObject({ pairs: [{ question: 'Do you ship to Malta?', answer: 'Yes, within a week.' }] });
  const tellsWho = () => kit.database.db.select().from(moduleJobs).where(eq(moduleJobs.botId, bot.id));
  expect(await tellsWho()).toMatchObject([{ moduleId: 'faq', job: 'answerWaiting', key: 'hash1', cron: null }]);
  await dismissQuestion(owner, bot.id, 'hash2');
  expect(await tellsWho()).toHaveLength(1);
  expect(await listUnanswered(owner, bot.id)).toEqual([]);
  await expect(dismissQuestion(owner, bot.id, 'hash2')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('what people asked is hidden from viewers and other tenants', async () => {
  const { owner, bot } = await ownerWithBot();
  await plantQuestion(owner, bot.id, 'hash1', 'Is my order late?');
  const viewer = await kit.join(owner, 'viewer');
  const stranger = await kit.signUp('stranger');
  await expect(listUnanswered(viewer, bot.id)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  await expect(listUnanswered(stranger, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(dismissQuestion(stranger, bot.id, 'hash1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const answer = answerQuestion(viewer, bot.id, 'hash1', { answer: 'No.' });
  await expect(answer).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
