import { createServer, type Server } from 'node:net';
import { createTestDatabase } from '@dovecote/testing/create-test-database';
import { afterEach, expect, test } from 'vitest';
import { findFreePort } from './find-free-port';
import { StartRefusal } from './start-refusal';
import { waitForDatabase } from './wait-for-database';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

async function wait(url: string, patienceMs = 600) {
  const steps: string[] = [];
  const onProgress = (step: string) => void steps.push(step);
  const failure = await waitForDatabase({ url, variable: 'DATABASE_URL', patienceMs, onProgress }).then(
    () => null,
    (error: unknown) => error,
  );
  return { steps, failure: failure as StartRefusal | null };
}

test('a database that is away is waited for, which is said once, and then given up in one sentence without the password', async () => {
  const port = await findFreePort(30_000);
  const { steps, failure } = await wait(`postgres://x:hushhush@127.0.0.1:${port}/z`);
  expect(steps).toEqual(['waiting for the database of DATABASE_URL (ECONNREFUSED)']);
  expect(failure).toBeInstanceOf(StartRefusal);
  expect(failure?.message).toMatch(
    /^The database of DATABASE_URL did not answer within 1 s \(ECONNREFUSED\)\. [^\n]+$/,
  );
  expect(failure?.stack).toBe(failure?.message);
  expect(failure?.message).not.toContain('hushhush');
});

test('what takes the connection and says nothing is said to give no answer', async () => {
  const port = await findFreePort(30_000);
  const server = createServer();
  open.push(server);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { steps, failure } = await wait(`postgres://x:hushhush@127.0.0.1:${port}/z`, 1_500);
  expect(steps).toEqual(['waiting for the database of DATABASE_URL (no answer)']);
  expect(failure?.message).toContain('(no answer)');
});

test('a database that answers is not waited for; one that is not there on its server is not either', async () => {
  const database = await createTestDatabase();
  try {
    expect(await wait(database.url)).toEqual({ steps: [], failure: null });
    const absent = new URL(database.url);
    absent.pathname = '/nowhere';
    const { steps, failure } = await wait(absent.href, 60_000);
    expect(steps).toEqual([]);
    expect(failure?.message).toBe('DATABASE_URL: the database refuses us (database "nowhere" does not exist).');
  } finally {
    await database.close();
  }
});

test.each(['mysql://x:hushhush@127.0.0.1/z', 'postgres://x:hushhush@127.0.0.1:99999/z'])(
  'an address nobody can read names its variable at once and not its value: %s',
  async (url) => {
    const { steps, failure } = await wait(url, 60_000);
    expect(steps).toEqual([]);
    expect(failure).toBeInstanceOf(StartRefusal);
    expect(failure?.message).toMatch(/^DATABASE_URL/);
    expect(failure?.message).not.toContain('hushhush');
  },
);
