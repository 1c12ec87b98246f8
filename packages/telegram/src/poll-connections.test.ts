import { createServer } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { PollConnections, type PollRequest } from './poll-connections';
import { startScriptedServer } from './scripted-server.test-helper';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function openPolls(): PollConnections {
  const polls = new PollConnections(1_000);
  closers.push(() => polls.close());
  return polls;
}

function poll(origin: string): PollRequest {
  return { origin, path: '/x', body: '{}', signal: undefined, timeoutMs: 2_000, answerBytesMax: 1_000 };
}

test('polls one after another share a connection, polls at once have one each', async () => {
  const ports: (number | undefined)[] = [];
  const server = await startScriptedServer((res, _method, body, req) => {
    ports.push(req.socket.remotePort);
    res.end(body);
  });
  closers.push(() => server.close());
  const polls = openPolls();
  for (const _ of [1, 2, 3]) expect(await polls.send(poll(server.apiRoot))).toMatchObject({ status: 200 });
  expect(new Set(ports).size).toBe(1);
  ports.length = 0;
  await Promise.all([1, 2, 3].map(() => polls.send(poll(server.apiRoot))));
  expect(new Set(ports).size).toBe(3);
});

test('closing ends what is under way', async () => {
  const server = await startScriptedServer(() => polls.close());
  closers.push(() => server.close());
  const polls = openPolls();
  expect(await polls.send(poll(server.apiRoot))).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'reset' });
});

test('a server that speaks no HTTP is garbage', async () => {
  const server = createServer((socket) => socket.end('220 mail.example ESMTP\r\n\r\n'));
  closers.push(() => server.close());
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  const answer = await openPolls().send(poll(`http://127.0.0.1:${port}`));
  expect(answer).toEqual({ kind: 'no-answer', maybeExecuted: true, reason: 'garbage' });
});

test('an address that would write a header of its own is never sent', async () => {
  const server = await startScriptedServer((res) => res.end());
  closers.push(() => server.close());
  const answer = await openPolls().send({ ...poll(server.apiRoot), path: '/x HTTP/1.1\r\nevil: 1\r\nx: /y' });
  expect(answer).toEqual({ kind: 'no-answer', maybeExecuted: false, reason: 'no-connection' });
  expect(server.calls).toEqual([]);
});
