import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { downloadFile } from './download-file';
import { type ScriptedServer, startScriptedServer } from './scripted-server.test-helper';
import { createTransport, type Transport } from './transport';

const token = '7123456789:AAHk3_9sX-qPzLmN0vWtRbYcEdUfGiJoKlQ';
let transport: Transport;
let server: ScriptedServer;

beforeEach(() => {
  transport = createTransport();
});

afterEach(async () => {
  await transport.close();
  await server.close();
});

async function downloadFrom(answer: (res: ServerResponse) => void) {
  server = await startScriptedServer((res, _method, _body, req) => {
    expect([req.method, req.url]).toEqual(['GET', `/file/bot${token}/documents/a%20b.txt`]);
    answer(res);
  });
  const { apiRoot } = server;
  return await downloadFile({ transport, apiRoot, token, filePath: 'documents/a b.txt', sizeBytesMax: 100 });
}

test('a file comes whole', async () => {
  const result = await downloadFrom((res) => res.end('contents'));
  expect(result).toEqual({ kind: 'ok', bytes: Buffer.from('contents') });
});

test('a file over the cap is not read', async () => {
  expect(await downloadFrom((res) => res.end('x'.repeat(101)))).toMatchObject({ reason: 'too-large' });
});

test('a file that is gone is a refusal', async () => {
  const body = JSON.stringify({ ok: false, error_code: 404, description: 'Not Found' });
  expect(await downloadFrom((res) => res.writeHead(404).end(body))).toMatchObject({ kind: 'refused', errorCode: 404 });
});
