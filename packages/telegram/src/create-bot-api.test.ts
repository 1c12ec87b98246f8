import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { Bot, GrammyError, InputFile } from 'grammy';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createBotApi } from './create-bot-api';
import { NoAnswerError } from './no-answer-error';
import { type ScriptedServer, startScriptedServer } from './scripted-server.test-helper';
import { findTelegramFailure } from './telegram-failure';
import { telegramTransformer } from './telegram-transformer';
import { createTransport, type Transport } from './transport';

const token = '7123456789:AAHk3_9sX-qPzLmN0vWtRbYcEdUfGiJoKlQ';
let transport: Transport;
let server: ScriptedServer | undefined;

beforeEach(() => {
  transport = createTransport({ requestTimeoutMs: 200, uploadTimeoutMs: 1_000 });
});

afterEach(async () => {
  await transport.close();
  await server?.close();
});

async function startApi(answer: (res: ServerResponse, method: string, body: string) => void) {
  server = await startScriptedServer(answer);
  return createBotApi({ token, apiRoot: server.apiRoot, transport });
}

const reply = (status: number, body: object) => (res: ServerResponse) =>
  res.writeHead(status).end(JSON.stringify(body));

async function catchError(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain('AAHk3');
    return error;
  }
  throw new Error('The call succeeded.');
}

test('a call answers as grammY does', async () => {
  const api = await startApi(reply(200, { ok: true, result: { id: 1, is_bot: true, first_name: 'b' } }));
  expect((await api.getMe()).first_name).toBe('b');
  expect(inspect(api)).not.toContain('AAHk3');
});

test('a refusal throws a GrammyError that is classified', async () => {
  const api = await startApi(
    reply(403, { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' }),
  );
  const error = await catchError(api.sendMessage(1, 'hello'));
  expect(error).toBeInstanceOf(GrammyError);
  expect(findTelegramFailure(error)).toMatchObject({ kind: 'refused', errorCode: 403 });
});

test('a flood keeps its seconds, however they were written', async () => {
  const parameters = { retry_after: '5' };
  const api = await startApi(reply(429, { ok: false, error_code: 429, description: 'Too Many Requests', parameters }));
  const error = await catchError(api.sendMessage(1, 'hello'));
  expect(findTelegramFailure(error)).toMatchObject({ kind: 'flood', retryAfterSeconds: 5 });
});

test.each([
  ['lost', (res: ServerResponse) => void res.destroy(), 'reset'],
  ['garbage', (res: ServerResponse) => void res.end('<html>'), 'garbage'],
  ['hanging', () => {}, 'timeout'],
])('a %s answer throws without the token', async (_name, answer, reason) => {
  const api = await startApi(answer);
  const error = await catchError(api.sendMessage(1, 'hello'));
  expect(error).toBeInstanceOf(NoAnswerError);
  expect(findTelegramFailure(error)).toEqual({ kind: 'no-answer', maybeExecuted: true, reason });
});

test('an upload goes as multipart', async () => {
  const api = await startApi((res, _method, body) => {
    const result = { document: { file_id: body.includes('contents-of-file') ? 'whole' : 'missing' } };
    reply(200, { ok: true, result })(res);
  });
  const message = await api.sendDocument(1, new InputFile(Buffer.from('contents-of-file'), 'a.txt'));
  expect(message.document.file_id).toBe('whole');
});

test('a failed upload throws without the token and ends', async () => {
  const file = () => new InputFile(Buffer.from('x'), 'a.txt');
  const api = await startApi((res, method) => {
    if (method === 'sendDocument') res.destroy();
    if (method === 'sendPhoto') res.end('<html>');
  });
  const lost = await catchError(api.sendDocument(1, file()));
  expect(findTelegramFailure(lost)).toMatchObject({ kind: 'no-answer', maybeExecuted: true });
  expect(findTelegramFailure(await catchError(api.sendPhoto(1, file())))).toMatchObject({ kind: 'no-answer' });
  expect(findTelegramFailure(await catchError(api.sendVideo(1, file())))).toMatchObject({ reason: 'timeout' });
  await server?.close();
  const refused = await catchError(api.sendDocument(1, file()));
  expect(findTelegramFailure(refused)).toEqual({ kind: 'no-answer', maybeExecuted: false, reason: 'no-connection' });
});

test("grammY's own abort signal ends a long poll", async () => {
  const { promise: polled, resolve: onPoll } = withResolvers();
  const api = await startApi((res, method, body) => {
    if (method === 'getMe')
      reply(200, { ok: true, result: { id: 1, is_bot: true, username: 'b', first_name: 'b' } })(res);
    else if (method === 'getUpdates' && !body.includes('"limit":1}')) onPoll();
    else reply(200, { ok: true, result: true })(res);
  });
  const bot = new Bot(token);
  bot.api.config.use(telegramTransformer({ token, apiRoot: api.options?.apiRoot ?? '', transport }));
  const running = bot.start();
  await polled;
  await Promise.all([running, bot.stop()]);
});

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
