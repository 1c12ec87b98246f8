import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { faqModelCalls } from '@dovecote/db/schema/faq';
import { proveWorkspace } from '@dovecote/db/tenancy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { owner } from '../../kit/apply-writes.test-helper';
import { testBot } from '../../kit/talk.test-helper';
import { createTalkDatabase, type TalkDatabase } from '../../kit/talk-database.test-helper';
import type { TaskContext } from '../../kit/task';
import { faqDefinition } from '../definition';
import type { FaqSettings } from '../faq-context';
import { answerTask } from './answer-task';

let answer: RequestListener = () => undefined;
const server = createServer((req, res) => answer(req, res));
let database: TalkDatabase;
beforeAll(async () => {
  database = await createTalkDatabase();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await database.owner.insert(faqModelCalls).values({
    ...owner,
    id: 'call',
    externalId: '1001',
    chatId: '1001',
    day: '2026-01-02',
    tokens: 1_000,
    state: 'open',
    askedAt: new Date(),
  });
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await database.close();
});

const urlOf = (port: number) => `http://127.0.0.1:${port}/v1`;
const ask = (url = urlOf((server.address() as AddressInfo).port)) => {
  const ctx: TaskContext<FaqSettings> = {
    settings: faqDefinition.settings.parse({ model: 'platform' }) as FaqSettings,
    bot: testBot,
    reader: { db: database.db, workspaceId: proveWorkspace(owner.workspaceId), botId: owner.botId },
    openSecret: () => Promise.reject(new Error('Nothing is sealed here.')),
    signal: AbortSignal.timeout(5_000),
    clock: () => new Date(),
    progress: () => undefined,
    ask: () => Promise.resolve(null),
    fetch: globalThis.fetch,
    platformModel: { url, apiKey: 'key', model: 'scripted' },
  };
  const sources = [{ key: 'p', title: 'Guide', text: 'Gifts are wrapped for free.' }];
  return answerTask.run(ctx, { callId: 'call', question: 'can you wrap gifts?', sources, cacheKey: 'key' });
};
const turnedAway = { kind: 'unasked', reason: 'turned_away' };

it.each([400, 401, 429, 500, 503])('an endpoint that answers %d took nothing', async (status) => {
  answer = (_req, res) => void res.writeHead(status).end('{"error":{"message":"no"}}');
  expect(await ask()).toEqual(turnedAway);
});

it('an endpoint that nothing leads to took nothing', async () => {
  const gone = createServer();
  await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
  const { port } = gone.address() as AddressInfo;
  await new Promise((resolve) => gone.close(resolve));
  expect(await ask(urlOf(port))).toEqual(turnedAway);
});

it.each<[string, RequestListener]>([
  ['before it said anything', (_req, res) => void res.destroy()],
  ['after it began', (_req, res) => void res.writeHead(200).write('data: {}\n\n', () => res.destroy())],
  ['with nonsense', (_req, res) => void res.end('<html>')],
])('an endpoint that took the request and breaks off %s may have taken all of it', async (_when, listener) => {
  answer = (req, res) => req.resume().on('end', () => listener(req, res));
  const [outcome] = await Promise.allSettled([ask()]);
  expect(outcome.status === 'fulfilled' ? outcome.value : 'failed').not.toEqual(turnedAway);
});
