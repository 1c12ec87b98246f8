import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callTelegram, type TelegramCall } from './call-telegram';
import { type ScriptedServer, startScriptedServer } from './scripted-server.test-helper';
import type { TelegramResult } from './telegram-failure';
import { createTransport, type Transport } from './transport';

const token = '7123456789:AAHk3_9sX-qPzLmN0vWtRbYcEdUfGiJoKlQ';
let transport: Transport;
let server: ScriptedServer | undefined;

beforeEach(() => {
  transport = createTransport({ requestTimeoutMs: 2_000, pollSlackMs: 100, answerBytesMax: 64 * 1024 });
});

afterEach(async () => {
  await transport.close();
  await server?.close();
  server = undefined;
});

async function callAgainst(
  answer: (res: ServerResponse, method: string, body: string) => void,
  options: Partial<TelegramCall> = {},
): Promise<TelegramResult> {
  server ??= await startScriptedServer(answer);
  const { apiRoot } = server;
  const result = await callTelegram({ transport, apiRoot, token, method: 'sendMessage', ...options });
  expect(inspect(result, { depth: 9 })).not.toContain(token);
  return result;
}

const answerJson =
  (status: number, body: object, headers: Record<string, string> = {}) =>
  (res: ServerResponse) => {
    res.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };

const refuse = (errorCode: number, description: string, parameters?: object) =>
  answerJson(errorCode, { ok: false, error_code: errorCode, description, ...(parameters && { parameters }) });

test('an answer is passed on, and nulls of the payload are left out', async () => {
  const result = await callAgainst(
    (res, method, body) => answerJson(200, { ok: true, result: { method, body } })(res),
    {
      payload: { chat_id: 1, text: 'null', reply_markup: null },
    },
  );
  expect(result).toEqual({ kind: 'ok', result: { method: 'sendMessage', body: '{"chat_id":1,"text":"null"}' } });
});

test('a server under a path is reached', async () => {
  server = await startScriptedServer((res, _method, _body, req) => answerJson(200, { ok: true, result: req.url })(res));
  const apiRoot = `${server.apiRoot}/telegram`;
  const result = await callTelegram({ transport, apiRoot, token, method: 'getMe' });
  expect(result).toEqual({ kind: 'ok', result: `/telegram/bot${token}/getMe` });
});

test('a refusal keeps its words, code and parameters', async () => {
  const description = 'Bad Request: group chat was upgraded to a supergroup chat';
  const result = await callAgainst(refuse(400, description, { migrate_to_chat_id: -1001 }));
  expect(result).toEqual({ kind: 'refused', errorCode: 400, description, parameters: { migrate_to_chat_id: -1001 } });
});

test.each([401, 404])('%i speaks of the token', async (status) => {
  const result = await callAgainst(refuse(status, status === 401 ? 'Unauthorized' : 'Not Found'), { method: 'getMe' });
  expect(result.kind).toBe('unauthorized');
});

test('404 on a method a server may lack is a refusal', async () => {
  expect(await callAgainst(refuse(404, 'Not Found'), { method: 'sendGift' })).toMatchObject({ kind: 'refused' });
});

test('409 is a conflict', async () => {
  expect(await callAgainst(refuse(409, 'Conflict: terminated by other getUpdates request'))).toMatchObject({
    kind: 'conflict',
    description: 'Conflict: terminated by other getUpdates request',
  });
});

const endless = '{"ok":false,"error_code":429,"parameters":{"retry_after":1e999}}';

test.each([
  ['a number', refuse(429, 'Too Many Requests: retry after 7', { retry_after: 7 }), 7],
  ['a string', refuse(429, 'Too Many Requests', { retry_after: '12' }), 12],
  ['only in the header', answerJson(429, { ok: false, error_code: 429 }, { 'retry-after': '9' }), 9],
  ['only in the sentence', refuse(429, 'Too Many Requests: retry after 33'), 33],
  ['huge', refuse(429, '', { retry_after: 86_400 }), 86_400],
  ['missing', refuse(429, 'Too Many Requests'), 1],
  ['nonsense', refuse(429, '', { retry_after: 'soon' }), 1],
  ['of nothing', refuse(429, '', { retry_after: 0 }), 1],
  ['of a fraction', refuse(429, '', { retry_after: 0.001 }), 1],
  ['negative', refuse(429, '', { retry_after: -5 }), 1],
  ['beyond every calendar', refuse(429, '', { retry_after: 1e300 }), 86_400],
  ['beyond every number', (res: ServerResponse) => res.writeHead(429).end(endless), 86_400],
])('429 with retry_after %s', async (_name, answer, seconds) => {
  expect(await callAgainst(answer)).toMatchObject({ kind: 'flood', retryAfterSeconds: seconds });
});

test('429 as a page of a proxy is a flood', async () => {
  const result = await callAgainst((res) => res.writeHead(429, { 'retry-after': '4' }).end('<html>slow down</html>'));
  expect(result).toMatchObject({ kind: 'flood', retryAfterSeconds: 4 });
});

test.each([500, 502, 503])('%i may have been executed', async (status) => {
  const result = await callAgainst((res) => res.writeHead(status).end('<html>Bad Gateway</html>'));
  expect(result).toMatchObject({ kind: 'unavailable', errorCode: status, maybeExecuted: true });
});

test.each(['', 'hello', '[]', 'null', '{"ok":true}', '{"ok":"yes","result":1}'])(
  'garbage %j is no answer',
  async (text) => {
    const result = await callAgainst((res) => res.writeHead(200).end(text));
    expect(result).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'garbage' });
  },
);

test('a connection that is refused was certainly not executed', async () => {
  server = await startScriptedServer(() => {});
  const { apiRoot } = server;
  await server.close();
  const result = await callTelegram({ transport, apiRoot, token, method: 'sendMessage' });
  expect(result).toEqual({ kind: 'no-answer', maybeExecuted: false, reason: 'no-connection' });
});

test('a lost answer may have been executed', async () => {
  const result = await callAgainst((res) => res.destroy());
  expect(result).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'reset' });
});

test('a body cut half-way is noticed at once', async () => {
  const result = await callAgainst((res) => {
    res.writeHead(200, { 'content-length': '1000' });
    res.write('{"ok":true,"result":{', () => res.destroy());
  });
  expect(result).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'cut' });
});

test('an answer over the cap is not read to its end', async () => {
  const result = await callAgainst((res) => res.writeHead(200).end(`{"ok":true,"result":"${'x'.repeat(200_000)}"}`));
  expect(result).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'too-large' });
});

test('updates may be larger than other answers', async () => {
  const answer = (res: ServerResponse) => res.writeHead(200).end(`{"ok":true,"result":["${'x'.repeat(200_000)}"]}`);
  expect(await callAgainst(answer, { method: 'getUpdates' })).toMatchObject({ kind: 'ok' });
});

test('a server that hangs before or within its answer ends the call in time', async () => {
  const silent = await callAgainst(() => {}, { timeoutMs: 50 });
  expect(silent).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'timeout' });
  await server?.close();
  server = undefined;
  const stuck = await callAgainst((res) => res.writeHead(200).write('{"ok":'), { timeoutMs: 50 });
  expect(stuck).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'timeout' });
});

test('a long poll outlives the timeout of other calls', async () => {
  await transport.close();
  transport = createTransport({ requestTimeoutMs: 40, pollSlackMs: 1_000 });
  const answer = (res: ServerResponse) => setTimeout(() => answerJson(200, { ok: true, result: [] })(res), 150);
  expect(await callAgainst(answer, { method: 'getUpdates', payload: { timeout: 1 } })).toMatchObject({ kind: 'ok' });
});

test('an abort ends the call', async () => {
  const aborter = new AbortController();
  const result = await callAgainst(() => aborter.abort(), { method: 'getUpdates', signal: aborter.signal });
  expect(result).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'aborted' });
  const before = await callAgainst(() => {}, { signal: aborter.signal });
  expect(before).toEqual({ kind: 'no-answer', maybeExecuted: false, reason: 'aborted' });
});

test('a call that ends while it waits for a connection is never sent', async () => {
  await transport.close();
  transport = createTransport({ connectionsMax: 1 });
  const held: ServerResponse[] = [];
  server = await startScriptedServer((res) => held.push(res));
  const { apiRoot } = server;
  const first = callTelegram({ transport, apiRoot, token, method: 'getMe' });
  const second = await callTelegram({ transport, apiRoot, token, method: 'sendMessage', timeoutMs: 50 });
  expect(second).toEqual({ kind: 'no-answer', maybeExecuted: false, reason: 'timeout' });
  for (const res of held) answerJson(200, { ok: true, result: 1 })(res);
  expect(await first).toMatchObject({ kind: 'ok' });
  expect(server.calls).toEqual(['getMe']);
});

test('polls of many bots do not take the connections of calls', async () => {
  await transport.close();
  transport = createTransport({ connectionsMax: 1 });
  const aborter = new AbortController();
  const answer = (res: ServerResponse, method: string) => {
    if (method !== 'getUpdates') answerJson(200, { ok: true, result: true })(res);
  };
  server = await startScriptedServer(answer);
  const { apiRoot } = server;
  const { signal } = aborter;
  const polls = [1, 2, 3].map(() => callTelegram({ transport, apiRoot, token, method: 'getUpdates', signal }));
  expect(await callAgainst(answer)).toMatchObject({ kind: 'ok' });
  aborter.abort();
  await Promise.all(polls);
});
