import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { AppError } from '@dovecote/errors/app-error';
import ipaddr from 'ipaddr.js';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { forbiddenAddresses, hostileUrls } from './hostile-urls.test-helper';
import { isGlobalAddress } from './is-global-address';
import { createSafeFetch, type SafeFetch, type SafeRequest } from './safe-fetch';

/** Stands for the open internet; every other address of this machine is forbidden. */
const honest = '127.0.0.2';
const ownAddresses = Object.values(networkInterfaces()).flatMap((one) => (one ?? []).map(({ address }) => address));
const names = new Map<string, string[][]>();
let server: Server;
let port: number;
let door: SafeFetch;
/** The local address of each connection since the test began. */
let connections: string[];
let answer: (req: IncomingMessage, res: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((req, res) => answer(req, res));
  server.on('connection', (socket) => connections.push((socket.localAddress ?? '').replace('::ffff:', '')));
  await new Promise<void>((resolve) => server.listen(0, '::', resolve));
  port = (server.address() as AddressInfo).port;
});

beforeEach(async () => {
  connections = [];
  names.clear();
  answer = (_req, res) => res.end('ok');
  await door?.close();
  door = createSafeFetch({
    allows: (address) => isGlobalAddress(address) || address === honest,
    allowsHttp: true,
    // Each look-up takes the next answer; the last one stays.
    resolve: async (name) => {
      const answers = names.get(name) ?? [];
      return (answers.length > 1 ? answers.shift() : answers[0]) ?? [];
    },
  });
});

afterAll(async () => {
  await door.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const ask = (url: string, more: Partial<SafeRequest> = {}) =>
  door.fetch({ url, field: 'url', method: 'POST', body: '{}', timeoutMs: 2_000, answerBytesMax: 1_000, ...more });

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error = await work.then(
    () => new Error('It was answered.'),
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return error;
  throw error;
}

test('what this proves with is able to connect: by address, by name, and to every other address of this machine', async () => {
  names.set('hooks.example.com', [[honest]]);
  expect(await ask(`http://${honest}:${port}/`)).toMatchObject({ status: 200 });
  expect(await ask(`http://hooks.example.com:${port}/`)).toMatchObject({ status: 200 });
  const open = createSafeFetch({ allows: () => true, allowsHttp: true });
  for (const address of ['127.0.0.1', '127.0.0.53', '[::1]']) {
    const shared = { field: 'url', method: 'GET', timeoutMs: 2_000, answerBytesMax: 10 } as const;
    expect(await open.fetch({ url: `http://${address}:${port}/`, ...shared })).toMatchObject({ status: 200 });
  }
  await open.close();
  expect(connections).toEqual([honest, honest, '127.0.0.1', '127.0.0.53', '::1']);
});

test('no way of writing a forbidden address opens a connection, and no refusal quotes what was asked', async () => {
  const urls = hostileUrls(port, ownAddresses);
  expect(urls.length).toBeGreaterThan(5_000);
  for (const url of urls) {
    const error = await failureOf(ask(url));
    expect([url, error.code, Object.keys(error.fields ?? {})]).toEqual([url, 'VALIDATION_FAILED', ['url']]);
    expect(error.message).not.toMatch(/127|localhost|169|example/);
  }
  expect(connections).toEqual([]);
}, 60_000);

test('a name that leads inside is refused like a name that leads nowhere', async () => {
  for (const [index, address] of [...forbiddenAddresses, ...ownAddresses, '::1', '::ffff:127.0.0.1'].entries()) {
    names.set(`inside${index}.example.com`, [[address]]);
    const error = await failureOf(ask(`http://inside${index}.example.com:${port}/`));
    expect(error).toEqual(await failureOf(ask(`http://nowhere.example.com:${port}/`)));
  }
  expect(connections).toEqual([]);
});

test('a name that changes between look-ups, or leads both ways, reaches the allowed address or nothing', async () => {
  for (let round = 0; round < 100; round += 1) {
    names.set('rebind.example.com', [
      [honest],
      ['127.0.0.1'],
      ['::1', honest],
      ['169.254.169.254'],
      [honest, '10.0.0.1'],
    ]);
    for (let call = 0; call < 5; call += 1)
      await ask(`http://rebind.example.com:${port}/${call}`).catch(() => undefined);
  }
  expect(new Set(connections)).toEqual(new Set([honest]));
});

test('redirects are answers: nothing they point to is asked', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    for (const location of [`http://127.0.0.1:${port}/`, `//[::1]:${port}/`, '/again', 'file:///etc/passwd']) {
      answer = (_req, res) => res.writeHead(status, { location, refresh: `0; url=${location}` }).end();
      expect(await ask(`http://${honest}:${port}/`)).toMatchObject({ status });
    }
  }
  expect(new Set(connections)).toEqual(new Set([honest]));
});

test('in production only https is taken, and loopback is no choice of a caller', async () => {
  const plain = createSafeFetch();
  expect(() => plain.check('http://example.com/', 'url')).toThrow('must be an https:// address');
  expect(() => plain.check(`https://${honest}/`, 'url')).toThrow('public address');
  expect(plain.check('https://example.com:8443/hook?key=1', 'url').href).toBe('https://example.com:8443/hook?key=1');
  await plain.close();
});

test('an answer ends: by size, by time, by its head, by its kind', async () => {
  const url = `http://${honest}:${port}/`;
  answer = (_req, res) => res.end('x'.repeat(5_000));
  expect((await failureOf(ask(url))).message).toBe('url answered too much.');
  expect((await ask(url, { isCutFine: true })).body.length).toBe(1_000);
  answer = (_req, res) => void res.write('x');
  expect((await failureOf(ask(url, { timeoutMs: 150 }))).message).toBe('url did not answer in time.');
  answer = () => undefined;
  expect((await failureOf(ask(url, { timeoutMs: 150 }))).message).toBe('url did not answer in time.');
  answer = (_req, res) => res.writeHead(200, { 'x-long': 'x'.repeat(20_000) }).end();
  expect((await failureOf(ask(url))).message).toBe('url answered no HTTP.');
  answer = (_req, res) => res.writeHead(200, { 'content-type': 'text/html' }).end('<p>hush</p>');
  const other = await failureOf(ask(url, { expects: ['application/json'] }));
  expect(other.message).toBe('url answered with another kind of content.');
  answer = (req) => req.socket.destroy();
  expect((await failureOf(ask(url))).message).toBe('url could not be reached.');
});

test('whatever ipaddr.js calls special is not global here either', () => {
  const samples: string[] = [];
  for (let first = 0; first < 256; first += 1) {
    for (const second of [0, 2, 16, 31, 51, 63, 64, 88, 100, 127, 168, 175, 254])
      samples.push(`${first}.${second}.99.7`);
  }
  for (let word = 0; word < 0x10000; word += 61)
    samples.push(`${word.toString(16)}:db8::7`, `2001:${word.toString(16)}::7`);
  const disagreed = samples.filter((one) => isGlobalAddress(one) && ipaddr.parse(one).range() !== 'unicast');
  expect(disagreed).toEqual([]);
  expect(samples.filter(isGlobalAddress).length).toBeGreaterThan(1_000);
  for (const fine of ['1.1.1.1', '8.8.8.8', '93.184.215.14', '2606:4700::1111', '2a00:1450::1']) {
    expect([fine, isGlobalAddress(fine)]).toEqual([fine, true]);
  }
});
