import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const hasOpenssl = (process.env.PATH ?? '')
  .split(path.delimiter)
  .some((folder) => existsSync(path.join(folder, 'openssl')));

const folder = mkdtempSync(path.join(tmpdir(), 'dovecote-tls-'));
const certFile = path.join(folder, 'cert.pem');
const connections = new Set<number | undefined>();
let server: Server;
let apiRoot: string;

beforeAll(async () => {
  if (!hasOpenssl) return;
  const keyFile = path.join(folder, 'key.pem');
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const options = ['-newkey', 'rsa:2048', '-nodes', '-keyout', keyFile, '-out', certFile, '-days', '2', ...subject];
  execFileSync('openssl', ['req', '-x509', ...options], { stdio: 'ignore' });
  server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }, async (req, res) => {
    connections.add(req.socket.remotePort);
    res.end(JSON.stringify({ ok: true, result: JSON.parse(await text(req)) as unknown }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  apiRoot = `https://localhost:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server?.closeAllConnections();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function callOnce(env: Record<string, string>): Promise<unknown> {
  const helper = path.join(import.meta.dirname, 'call-once.test-helper.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', helper, apiRoot], {
    env: { ...process.env, ...env },
  });
  return JSON.parse(stdout);
}

test.skipIf(!hasOpenssl)('a server whose certificate nobody vouches for is told nothing', async () => {
  const refused = { kind: 'no-answer', maybeExecuted: false, reason: 'no-connection' };
  expect(await callOnce({})).toEqual([refused, refused]);
  expect(connections.size).toBe(0);
});

test.skipIf(!hasOpenssl)('calls go over one encrypted connection to a server that is vouched for', async () => {
  expect(await callOnce({ NODE_EXTRA_CA_CERTS: certFile })).toEqual([
    { kind: 'ok', result: { text: 'first' } },
    { kind: 'ok', result: { text: 'Grüße 🕊' } },
  ]);
  expect(connections.size).toBe(1);
});
