import { Agent, createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { forwardToBotManager } from './forward-to-bot-manager';
import { ManagerAddresses } from './manager-addresses';

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startManager(name: string, seen: string[]): Promise<string> {
  return listen(
    createServer(async (req, res) => {
      let body = '';
      for await (const chunk of req) body += chunk;
      seen.push(`${name}: ${body}`);
      res.writeHead(200, { 'x-manager': name }).end();
    }),
  );
}

/** An address nobody listens on any more. */
async function findDeadAddress(): Promise<string> {
  const server = createServer();
  const address = await listen(server);
  servers.pop();
  await new Promise((resolve) => server.close(resolve));
  return address;
}

async function startFront(list: () => Promise<string[]>): Promise<string> {
  return listen(createServer(async (req, res) => forwardToBotManager(req, res, await list())));
}

const post = (front: string, body: string) => fetch(`${front}/tg/some-path`, { method: 'POST', body });

test('a manager that refuses is passed over and the body reaches the next one whole', async () => {
  const seen: string[] = [];
  const dead = await findDeadAddress();
  const alive = await startManager('second', seen);
  const front = await startFront(async () => [dead, alive]);
  const body = 'x'.repeat(300_000);
  const answer = await post(front, body);
  expect(answer.status).toBe(200);
  expect(seen).toEqual([`second: ${body}`]);
});

test('a path goes on as it came, so that none leads out of /tg/', async () => {
  const paths: (string | undefined)[] = [];
  const manager = await listen(
    createServer((req, res) => {
      paths.push(req.url);
      res.end();
    }),
  );
  const front = new URL(await startFront(async () => [manager]));
  const wanted = ['/tg/%2e%2e/metrics', '/tg/../metrics', '/tg/.%2E/health?x=/../y', '/tg/a/%2e%2e/%2e%2e/health'];
  for (const path of wanted) {
    await new Promise((resolve, reject) => {
      const onward = request({ hostname: front.hostname, port: front.port, path }, (res) =>
        res.resume().once('end', resolve),
      );
      onward.once('error', reject).end();
    });
  }
  expect(paths).toEqual(wanted);
});

test('with nobody to take it the sender is asked to come again', async () => {
  const dead = await findDeadAddress();
  const front = await startFront(async () => [dead]);
  const answer = await post(front, 'x');
  expect(answer.status).toBe(503);
  expect(answer.headers.get('retry-after')).toBe('2');
});

test('a manager that dies within a body leaves the sender’s connection fit for its next delivery', async () => {
  let isDying = true;
  const manager = await listen(
    createServer((req, res) => {
      if (isDying) req.once('data', () => req.socket.destroy());
      else req.resume().once('end', () => res.end());
    }),
  );
  const { hostname, port } = new URL(await startFront(async () => [manager]));
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const deliver = (body: string) =>
    new Promise<{ status: number | undefined; from: number | undefined }>((resolve, reject) => {
      const sent = request({ hostname, port, path: '/tg/x', method: 'POST', agent }, (res) => {
        const from = res.socket.localPort;
        res.resume().once('end', () => resolve({ status: res.statusCode, from }));
      });
      sent.once('error', reject).end(body);
    });
  const { status, from } = await deliver('x'.repeat(5_000_000));
  expect(status).toBe(503);
  isDying = false;
  expect(await deliver('again')).toEqual({ status: 200, from });
  agent.destroy();
});

test('an answer that did not wait for the body ends the connection', async () => {
  const manager = await listen(createServer((_req, res) => res.writeHead(401, { 'content-length': 0 }).end()));
  const { hostname, port } = new URL(await startFront(async () => [manager]));
  const headers = { 'content-length': 10 };
  const agent = new Agent({ keepAlive: true });
  const answered = await new Promise<[number | undefined, string | undefined]>((resolve, reject) => {
    const sent = request({ hostname, port, path: '/tg/x', method: 'POST', agent, headers }, (res) => {
      resolve([res.statusCode, res.headers.connection]);
      sent.destroy();
    });
    sent.once('error', reject).write('half');
  });
  expect(answered).toEqual([401, 'close']);
  agent.destroy();
});

test('managers take turns, and a database that is away leaves the last known ones standing', async () => {
  const seen: string[] = [];
  const known = [await startManager('first', seen), await startManager('second', seen)];
  let nowMs = 0;
  let isAway = false;
  const addresses = new ManagerAddresses({
    read: async () => {
      if (isAway) throw new Error('The database is away.');
      return known;
    },
    fallback: await findDeadAddress(),
    nowMs: () => nowMs,
  });
  const front = await startFront(() => addresses.list());
  await post(front, 'a');
  isAway = true;
  nowMs = 5_000;
  await post(front, 'b');
  await post(front, 'c');
  expect(new Set(seen.map((line) => line.split(':')[0]))).toEqual(new Set(['first', 'second']));
  expect(seen).toHaveLength(3);
});
