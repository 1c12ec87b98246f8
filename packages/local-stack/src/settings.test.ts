import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { findFreePort, isPortFree } from './find-free-port';
import { readLocalSecret } from './local-secrets';
import { readPorts } from './read-ports';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function listenOn(port: number): Promise<void> {
  const server = createServer();
  open.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
}

test('a default makes way for a port that was asked for', async () => {
  const port = await findFreePort(30_000);
  const { ports } = await readPorts({ BOT_MANAGER_PORT: String(port), SANDBOX_PORT: '' });
  expect(ports.BOT_MANAGER_PORT).toBe(port);
  const { ports: wanted, notices } = await readPorts({ BOT_MANAGER_PORT: String(ports.PORT) });
  expect(wanted.BOT_MANAGER_PORT).toBe(ports.PORT);
  expect(wanted.PORT).not.toBe(ports.PORT);
  expect(notices.join()).toContain('PORT');
});

test('a port asked for twice names both variables, a taken one its own', async () => {
  const port = await findFreePort(30_000);
  const both = { PORT: String(port), SANDBOX_PORT: String(port) };
  await expect(readPorts(both)).rejects.toThrow(`PORT and SANDBOX_PORT are both ${port}`);
  await listenOn(port);
  await expect(readPorts({ BOT_MANAGER_PORT: String(port) })).rejects.toThrow(`BOT_MANAGER_PORT ${port} is taken`);
});

test('what has to be mended is told in its words alone', async () => {
  const port = await findFreePort(30_000);
  await listenOn(port);
  for (const env of [{ PORT: 'abc' }, { PORT: String(port) }, { HOST: '192.0.2.1' }]) {
    const failure = await readPorts(env).catch((error: unknown) => error as Error);
    expect(failure).toMatchObject({ message: expect.stringMatching(/^(PORT|HOST) /) });
    expect(failure).toMatchObject({ stack: (failure as Error).message });
  }
});

test('ports are looked for on the host that will be listened on', async () => {
  const port = await findFreePort(30_000);
  await listenOn(port);
  expect(await isPortFree(port)).toBe(false);
  expect(await isPortFree(port, '127.0.0.2')).toBe(true);
  await expect(readPorts({ HOST: '192.0.2.1' })).rejects.toThrow('HOST 192.0.2.1 is not an address of this machine');
});

test('the file of a secret that is not there is named with its variable', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'local-secrets-'));
  const missing = path.join(folder, 'nothing');
  const read = () => readLocalSecret('AUTH_SECRET', { AUTH_SECRET_FILE: missing }, folder);
  expect(read).toThrow(`AUTH_SECRET_FILE: ${missing} cannot be read`);
});
