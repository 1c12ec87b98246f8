import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import { eventually } from '@dovecote/testing/eventually';
import { afterEach, expect, test } from 'vitest';
import { HttpConnections } from './http-connections';
import type { HttpRequest } from './http-exchange';
import { startScriptedServer } from './scripted-server.test-helper';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function openConnections(connectionsMax = 10): HttpConnections {
  const connections = new HttpConnections({ connectTimeoutMs: 1_000, connectionsMax });
  closers.push(() => connections.close());
  return connections;
}

function post(origin: string, set: Partial<HttpRequest> = {}): HttpRequest {
  const request = { origin, path: '/x', body: '{}', contentType: undefined, signal: undefined };
  return { ...request, timeoutMs: 2_000, answerBytesMax: 1_000, ...set };
}

test('requests one after another share a connection, requests at once have one each', async () => {
  const ports: (number | undefined)[] = [];
  const server = await startScriptedServer((res, _method, body, req) => {
    ports.push(req.socket.remotePort);
    res.end(body);
  });
  closers.push(() => server.close());
  const connections = openConnections();
  for (const _ of [1, 2, 3]) expect(await connections.send(post(server.apiRoot))).toMatchObject({ status: 200 });
  expect(new Set(ports).size).toBe(1);
  ports.length = 0;
  await Promise.all([1, 2, 3].map(() => connections.send(post(server.apiRoot))));
  expect(new Set(ports).size).toBe(3);
});

test('closing ends what is under way', async () => {
  const server = await startScriptedServer(() => connections.close());
  closers.push(() => server.close());
  const connections = openConnections();
  expect(await connections.send(post(server.apiRoot))).toEqual({
    kind: 'no-answer',
    maybeExecuted: true,
    reason: 'reset',
  });
});

test('a server that speaks no HTTP is garbage', async () => {
  const server = createServer((socket) => socket.end('220 mail.example ESMTP\r\n\r\n'));
  closers.push(() => server.close());
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  const answer = await openConnections().send(post(`http://127.0.0.1:${port}`));
  expect(answer).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'garbage' });
});

test('an address that would write a header of its own is never sent', async () => {
  const server = await startScriptedServer((res) => res.end());
  closers.push(() => server.close());
  const answer = await openConnections().send({ ...post(server.apiRoot), path: '/x HTTP/1.1\r\nevil: 1\r\nx: /y' });
  expect(answer).toEqual({ kind: 'no-answer', maybeExecuted: false, reason: 'no-connection' });
  expect(server.calls).toEqual([]);
});

test('a connection is not used again when its server is about to close it', async () => {
  const ports: (number | undefined)[] = [];
  const server = await startScriptedServer((res, _method, _body, req) => {
    ports.push(req.socket.remotePort);
    res.writeHead(200, { connection: 'keep-alive', 'keep-alive': 'timeout=1' }).end();
  });
  closers.push(() => server.close());
  const connections = openConnections();
  for (const _ of [1, 2]) expect(await connections.send(post(server.apiRoot))).toMatchObject({ status: 200 });
  expect(new Set(ports).size).toBe(2);
});

test('no more requests at once than allowed, in the order they came, and polls beside them', async () => {
  const held: ServerResponse[] = [];
  const server = await startScriptedServer((res) => void held.push(res));
  closers.push(() => server.close());
  const connections = openConnections(2);
  const order: number[] = [];
  const calls = [1, 2, 3, 4].map((number) =>
    connections.send(post(server.apiRoot, { path: `/${number}` })).then(() => order.push(number)),
  );
  const poll = connections.send(post(server.apiRoot, { path: '/poll', isPoll: true }));
  await eventually(() => expect([...server.calls].sort()).toEqual(['1', '2', 'poll']));
  for (let answered = 0; answered < 5; answered += 1) {
    await eventually(() => expect(held.length).toBeGreaterThan(answered));
    held[answered]?.end();
  }
  await Promise.all([...calls, poll]);
  expect(server.calls.slice(3)).toEqual(['3', '4']);
  expect(order.slice(2)).toEqual([3, 4]);
});

test('nothing is sent after the end', async () => {
  const server = await startScriptedServer((res) => res.end());
  closers.push(() => server.close());
  const connections = openConnections();
  const late = connections.send(post(server.apiRoot));
  connections.close();
  const refused = { kind: 'no-answer', maybeExecuted: false, reason: 'no-connection' };
  expect(await late).toEqual(refused);
  expect(await connections.send(post(server.apiRoot))).toEqual(refused);
  expect(server.calls).toEqual([]);
});
