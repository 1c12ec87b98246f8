import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contacts } from '@dovecote/db/schema/contacts';
import { faqBots, faqDrafts, faqModels, faqPassages } from '@dovecote/db/schema/faq';
import { workspaces } from '@dovecote/db/schema/workspaces';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBot } from '../bots/create-bot';
import { createTestServices, type TestServices, workspaceIdOf } from '../create-test-services.test-helper';
import { listBotModules } from '../modules/list-bot-modules';
import type { ServiceContext } from '../service-context';
import { createGroupCode } from './desk/create-group-code';
import { disconnectGroup } from './desk/disconnect-group';
import { getFaqDesk } from './desk/get-faq-desk';
import { addDocument } from './documents/add-document';
import { listDocuments } from './documents/list-documents';
import { removeDocument } from './documents/remove-document';
import { importChat } from './drafts/import-chat';
import { listDrafts } from './drafts/list-drafts';
import { resolveDraft } from './drafts/resolve-draft';
import { minimalPdf } from './minimal-pdf.test-helper';
import { getModels } from './model/get-models';
import { removeModel } from './model/remove-model';
import { saveModel } from './model/save-model';
import { testModel } from './model/test-model';

let kit: TestServices;
let endpoint: Server;
let answer: (req: IncomingMessage, res: ServerResponse, body: string) => void;
const endpointUrl = () => `http://127.0.0.1:${(endpoint.address() as AddressInfo).port}/v1`;

beforeAll(async () => {
  kit = await createTestServices({ allowsLoopbackTargets: true, platformModel: 'house-model' });
  endpoint = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => {
      body += chunk;
    });
    req.on('end', () => answer(req, res, body));
  });
  await new Promise<void>((done) => endpoint.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  endpoint.close();
  await kit.close();
});

async function ownerWithBot() {
  const owner = await kit.signUp('owner');
  return { owner, bot: await createBot(owner, { token: await kit.newToken(owner) }) };
}

const guide =
  '# Guide\n\n## Opening hours\nWe open at **9** and close at 18.\n\n## Returns\n- within 14 days\n- unworn';

describe('documents', () => {
  test('come in passages under their headings, without marks, and raise the version of what the bot knows', async () => {
    const { owner, bot } = await ownerWithBot();
    const added = await addDocument(owner, bot.id, { title: 'Guide', kind: 'markdown', content: guide });
    expect(added).toMatchObject({ title: 'Guide', kind: 'markdown', passages: 2 });
    const passages = await kit.database.db.select().from(faqPassages).where(eq(faqPassages.botId, bot.id));
    expect(passages.map(({ heading, body }) => [heading, body]).sort()).toEqual([
      ['Guide › Opening hours', 'We open at 9 and close at 18.'],
      ['Guide › Returns', '• within 14 days\n• unworn'],
    ]);
    expect((await getFaqDesk(owner, bot.id)).documents).toMatchObject({ passages: 2, version: 1 });
    await removeDocument(owner, bot.id, added.id);
    expect(await listDocuments(owner, bot.id)).toEqual([]);
    expect((await getFaqDesk(owner, bot.id)).documents).toEqual({ passages: 0, sizeBytes: 0, version: 2 });
    await expect(removeDocument(owner, bot.id, added.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('may be text, a PDF, or a web page without its scripts', async () => {
    const { owner, bot } = await ownerWithBot();
    const pdf = minimalPdf(['Delivery takes three days.', 'Gifts are wrapped for free.']).toString('base64');
    const html = `<nav>Home</nav><h1>Shop</h1><p>We ship to <b>Malta</b> &amp; <a href="https://x.example">Gozo</a>.
      <script>alert(1)</script><ul><li>One<li>Two</ul><table><tr><th>Size<td>XL</table>`;
    await addDocument(owner, bot.id, { title: 'Plain', kind: 'text', content: 'One.\n\nTwo.' });
    await addDocument(owner, bot.id, { title: 'Delivery', kind: 'pdf', content: pdf });
    await addDocument(owner, bot.id, { title: 'Page', kind: 'html', content: html });
    const passages = await kit.database.db.select().from(faqPassages).where(eq(faqPassages.botId, bot.id));
    const text = passages.map(({ heading, body }) => `${heading}|${body}`);
    expect(text).toContain('|One.\nTwo.');
    expect(text).toContain('|Delivery takes three days.\nGifts are wrapped for free.');
    expect(text).toContain('Shop|We ship to Malta & Gozo (https://x.example).\n• One\n• Two\nSize, XL');
  });

  test.each([
    ['pdf', 'bm90IGEgcGRm', 'is no PDF in base64'],
    ['pdf', Buffer.from('%PDF-1.4 broken').toString('base64'), 'cannot be read as a PDF'],
    ['markdown', '\n\n', 'holds no text'],
    ['html', '<script>alert(1)</script>', 'holds no text'],
    ['text', 'é'.repeat(600_000), 'holds more than 1 MiB of text'],
  ] as const)('of kind %s that cannot be read name the field', async (kind, content, words) => {
    const { owner, bot } = await ownerWithBot();
    const refused = addDocument(owner, bot.id, { title: 'Bad', kind, content });
    await expect(refused).rejects.toMatchObject({ code: 'VALIDATION_FAILED', fields: { content: words } });
    expect((await getFaqDesk(owner, bot.id)).documents.version).toBe(0);
  });

  test.each([
    ['markdown', '> '.repeat(500_000)],
    ['markdown', '['.repeat(1_000_000)],
    ['markdown', '<!--'.repeat(200_000)],
    ['html', '<div>'.repeat(200_000)],
    ['html', '<p>a'.repeat(200_000)],
    ['html', '<ul><li>a'.repeat(100_000)],
    ['text', 'ы'.repeat(500_000)],
  ] as const)('of kind %s that nest or repeat beyond reason hold nobody up', async (kind, content) => {
    const { owner, bot } = await ownerWithBot();
    const began = performance.now();
    await addDocument(owner, bot.id, { title: 'Odd', kind, content }).catch((error: unknown) =>
      expect(error).toMatchObject({ code: 'VALIDATION_FAILED' }),
    );
    // Generous beside the minutes these took once.
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  test('stop at twenty thousand passages, and nothing of the one too many is kept', async () => {
    const { owner, bot } = await ownerWithBot();
    await addDocument(owner, bot.id, { title: 'One', kind: 'text', content: 'One.' });
    await kit.database.db.update(faqBots).set({ passages: 20_000 }).where(eq(faqBots.botId, bot.id));
    const refused = addDocument(owner, bot.id, { title: 'Two', kind: 'text', content: 'Two.' });
    await expect(refused).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await listDocuments(owner, bot.id)).toHaveLength(1);
  });
});

test('everything about a bot’s FAQ refuses another tenant and a viewer', async () => {
  const { owner, bot } = await ownerWithBot();
  const { id } = await addDocument(owner, bot.id, { title: 'Guide', kind: 'markdown', content: guide });
  const verbs: ((ctx: ServiceContext) => Promise<unknown>)[] = [
    (ctx) => addDocument(ctx, bot.id, { title: 'Guide', kind: 'markdown', content: guide }),
    (ctx) => removeDocument(ctx, bot.id, id),
    (ctx) => createGroupCode(ctx, bot.id),
    (ctx) => disconnectGroup(ctx, bot.id),
    (ctx) => importChat(ctx, bot.id, { content: '{"type":"personal_chat","messages":[]}' }),
    (ctx) => listDrafts(ctx, bot.id),
    (ctx) => resolveDraft(ctx, bot.id, 'a'.repeat(64), { pair: null }),
  ];
  const stranger = await kit.signUp('stranger');
  const viewer = await kit.join(owner, 'viewer');
  for (const verb of verbs) {
    await expect(verb(stranger)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(verb(viewer)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
  await expect(getFaqDesk(stranger, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(listDocuments(stranger, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await listDocuments(viewer, bot.id)).toHaveLength(1);
});

test('a code connects a group once and for fifteen minutes; only its hash is kept', async () => {
  const { owner, bot } = await ownerWithBot();
  const { code, command } = await createGroupCode(owner, bot.id);
  expect(command).toBe(`/connect@${bot.username} ${code}`);
  const [row] = await kit.database.db.select().from(faqBots).where(eq(faqBots.botId, bot.id));
  expect(JSON.stringify(row)).not.toContain(code);
  expect((await getFaqDesk(owner, bot.id)).codeExpiresAt).not.toBeNull();
  await expect(disconnectGroup(owner, bot.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await kit.database.db.update(faqBots).set({ groupChatId: '-1001', codeHash: null }).where(eq(faqBots.botId, bot.id));
  expect((await getFaqDesk(owner, bot.id)).group).toMatchObject({ title: '', hasTopic: false, isReached: true });
  const at = new Date();
  await kit.database.db.insert(contacts).values({
    workspaceId: workspaceIdOf(owner),
    botId: bot.id,
    channel: 'telegram',
    externalId: '-1001',
    kind: 'supergroup',
    firstSeenAt: at,
    lastSeenAt: at,
    isBlocked: true,
  });
  expect((await getFaqDesk(owner, bot.id)).group).toMatchObject({ isReached: false });
  await disconnectGroup(owner, bot.id);
  expect((await getFaqDesk(owner, bot.id)).group).toBeNull();
});

describe('a chat export', () => {
  const message = (id: number, from: string, text: unknown, more: object = {}) => {
    const at = String(1_760_000_000 + id * 60);
    return { id, type: 'message', date_unixtime: at, from: `Name of ${from}`, from_id: from, text, ...more };
  };
  const chat = (type: string, messages: unknown[]) => JSON.stringify({ name: 'Shop', type, id: 1, messages });

  test('becomes drafts of questions and the replies they got, sealed and without names', async () => {
    const { owner, bot } = await ownerWithBot();
    const content = chat('private_supergroup', [
      message(1, 'user1', 'Do you ship to Malta?'),
      message(2, 'user9', 'Nice weather today.'),
      message(3, 'user2', ['Yes, within ', { type: 'bold', text: 'a week' }, '.'], { reply_to_message_id: 1 }),
      message(4, 'user2', 'It costs 5 euros.'),
      message(5, 'user3', 'Really?', { reply_to_message_id: 4 }),
      { id: 6, type: 'service', date_unixtime: '1760000400', text: '' },
      { id: 7, type: 'message', from_id: 'user1', date_unixtime: 'yesterday', text: 'x' },
      'garbage',
    ]);
    const imported = await importChat(owner, bot.id, { content });
    expect(imported).toMatchObject({ drafted: 1, leftOut: 0 });
    expect(imported.problems.map((one) => one.message)).toEqual(['7', '#8']);
    const [draft] = await listDrafts(owner, bot.id);
    expect(draft).toMatchObject({
      question: 'Do you ship to Malta?',
      answer: 'Yes, within a week.\nIt costs 5 euros.',
    });
    const rows = await kit.database.db.select().from(faqDrafts).where(eq(faqDrafts.botId, bot.id));
    expect(JSON.stringify(rows)).not.toMatch(/Malta|Name of|user/);
    expect(await importChat(owner, bot.id, { content })).toMatchObject({ drafted: 0, leftOut: 1 });
  });

  test('keeps questions apart that differ by a symbol alone, each with its own answer', async () => {
    const { owner, bot } = await ownerWithBot();
    const content = chat('personal_chat', [
      message(1, 'user1', 'What is C++?'),
      message(2, 'user2', 'A language with classes.'),
      message(3, 'user1', 'What is C#?'),
      message(4, 'user2', 'A language by Microsoft.'),
      message(5, 'user1', 'what is  c++ ?'),
      message(6, 'user2', 'I told you.'),
    ]);
    expect(await importChat(owner, bot.id, { content })).toMatchObject({ drafted: 2, leftOut: 0 });
    const drafts = await listDrafts(owner, bot.id);
    expect(new Map(drafts.map(({ question, answer }) => [question, answer]))).toEqual(
      new Map([
        ['What is C++?', 'A language with classes.'],
        ['What is C#?', 'A language by Microsoft.'],
      ]),
    );
  });

  test('of two people gives what the other one said next; approved it is a pair, dismissed it is gone', async () => {
    const { owner, bot } = await ownerWithBot();
    const content = chat('personal_chat', [
      message(1, 'user1', 'Are you open on Sunday?'),
      message(2, 'user2', 'From 10 to 14.'),
      message(3, 'user1', 'Can I bring my dog?'),
      message(4, 'user2', 'Sure.'),
    ]);
    await importChat(owner, bot.id, { content });
    const drafts = await listDrafts(owner, bot.id);
    expect(drafts).toHaveLength(2);
    const sunday = drafts.find(({ question }) => question.includes('Sunday'));
    const dog = drafts.find(({ question }) => question.includes('dog'));
    const pair = { question: 'Are you open on Sunday?', answer: 'Yes, from 10 to 14.' };
    await resolveDraft(owner, bot.id, sunday?.id ?? '', { pair });
    await resolveDraft(owner, bot.id, dog?.id ?? '', { pair: null });
    expect(await listDrafts(owner, bot.id)).toEqual([]);
    const faq = (await listBotModules(owner, bot.id)).find(({ id }) => id === 'faq');
    expect(faq?.settings.pairs).toMatchObject([pair]);
    const again = resolveDraft(owner, bot.id, dog?.id ?? '', { pair: null });
    await expect(again).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each(['not json', '[]', '{"messages":"none"}', `{"a":${'['.repeat(70)}${']'.repeat(70)}}`])(
    'that is none is refused and says why: %s',
    async (content) => {
      const { owner, bot } = await ownerWithBot();
      const refused = importChat(owner, bot.id, { content });
      await expect(refused).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        fields: { content: expect.any(String) },
      });
    },
  );
});

test('the model of the platform is in a plan that has a budget for it', async () => {
  const { owner } = await ownerWithBot();
  const moveTo = async (planId: string) =>
    await kit.database.db
      .update(workspaces)
      .set({ planId })
      .where(eq(workspaces.id, workspaceIdOf(owner)));
  await moveTo('free');
  expect(await getModels(owner)).toMatchObject({ platform: 'house-model', isPlatformInPlan: false });
  for (const planId of ['premium', 'self_hosted']) {
    await moveTo(planId);
    expect(await getModels(owner)).toMatchObject({ isPlatformInPlan: true });
  }
});

describe('a language model of one’s own', () => {
  const apiKey = 'sk-very-secret-key-1234567890';
  const save = (owner: ServiceContext) => saveModel(owner, { url: endpointUrl(), model: 'tiny', apiKey });

  test('keeps its key sealed and out of every answer', async () => {
    const { owner } = await ownerWithBot();
    expect(JSON.stringify(await save(owner))).not.toContain(apiKey);
    expect(await getModels(owner)).toMatchObject({ own: { model: 'tiny' }, platform: 'house-model' });
    const [row] = await kit.database.db
      .select()
      .from(faqModels)
      .where(eq(faqModels.workspaceId, workspaceIdOf(owner)));
    expect(JSON.stringify(row)).not.toContain(apiKey);
    await saveModel(owner, { url: endpointUrl(), model: 'bigger' });
    const elsewhere = saveModel(owner, { url: 'https://evil.example/v1', model: 'tiny' });
    await expect(elsewhere).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: { apiKey: expect.any(String) },
    });
    await removeModel(owner);
    expect((await getModels(owner)).own).toBeNull();
    await expect(removeModel(owner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('is asked by the test button, which never shows the key', async () => {
    const { owner } = await ownerWithBot();
    await expect(testModel(owner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await save(owner);
    answer = (req, res, body) => {
      expect(req.headers.authorization).toBe(`Bearer ${apiKey}`);
      expect(JSON.parse(body)).toMatchObject({ model: 'tiny' });
      res.end(JSON.stringify({ choices: [{ message: { content: 'ready' } }] }));
    };
    expect(await testModel(owner)).toMatchObject({ ok: true, problem: null, answer: 'ready' });
    answer = (_req, res) => res.writeHead(401).end(`bad key ${apiKey}`);
    const refused = await testModel(owner);
    expect(refused).toMatchObject({ ok: false, problem: 'It answered 401.' });
    expect(JSON.stringify(refused)).not.toContain(apiKey);
    answer = (_req, res) => res.end('<html>');
    expect(await testModel(owner)).toMatchObject({ ok: false, problem: 'It answered no chat completion.' });
    answer = (req) => req.socket.destroy();
    expect(await testModel(owner)).toMatchObject({
      ok: false,
      problem: expect.stringContaining('could not be reached'),
    });
  });

  test('is kept by admins only, and leads to no address inside', async () => {
    const { owner } = await ownerWithBot();
    const editor = await kit.join(owner, 'editor');
    await expect(save(editor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(testModel(editor)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const inside = saveModel(owner, { url: 'http://10.0.0.1/v1', model: 'tiny', apiKey });
    await expect(inside).rejects.toMatchObject({ code: 'VALIDATION_FAILED', fields: { url: expect.any(String) } });
  });
});
