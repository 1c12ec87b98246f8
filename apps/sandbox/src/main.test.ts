import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const controlToken = 'control-token-of-the-test';
let database: TestDatabase;
let child: ChildProcess | undefined;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterEach(() => {
  child?.kill('SIGKILL');
});

afterAll(() => database.close());

async function start(): Promise<{ root: string; exited: Promise<unknown[]>; child: ChildProcess }> {
  const started = spawn(process.execPath, ['--import', 'tsx', path.join(import.meta.dirname, 'main.ts')], {
    env: { ...process.env, DATABASE_URL: database.url, SANDBOX_CONTROL_TOKEN: controlToken, SANDBOX_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child = started;
  const exited = once(started, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    started.on('exit', () => reject(new Error('The sandbox ended.')));
    started.stdout?.on('data', (line: Buffer) => {
      const found = /"port":(\d+)/.exec(line.toString())?.[1];
      if (found !== undefined) resolve(Number(found));
    });
  });
  return { root: `http://127.0.0.1:${port}`, exited, child: started };
}

interface Born {
  token: string;
  username: string;
  telegramId: string;
}

/** The answers' shapes are the sandbox's contract, which these tests are about. */
async function readJson<T>(answer: Promise<Response>): Promise<T> {
  return (await (await answer).json()) as T;
}

const control = (root: string, method: string, path: string, body?: object) =>
  fetch(`${root}/control${path}`, {
    method,
    headers: { authorization: `Bearer ${controlToken}` },
    ...(body && { body: JSON.stringify(body) }),
  });

test('what was acknowledged outlives kill -9, and SIGTERM ends an open long poll with exit 0', async () => {
  const workspaceId = 'ws_main';
  const first = await start();
  expect((await fetch(`${first.root}/health/ready`)).status).toBe(200);
  const born = await readJson<Born>(control(first.root, 'POST', '/bots', { workspaceId }));
  const said = await control(first.root, 'POST', `/chats/${born.username}/messages`, { workspaceId, text: 'hello' });
  expect(said.status).toBe(201);
  first.child.kill('SIGKILL');
  await first.exited;

  const second = await start();
  const call = `${second.root}/bot${born.token}/getUpdates`;
  const updates = await readJson<{ result: { update_id: number }[] }>(fetch(call));
  expect(updates.result).toMatchObject([{ message: { text: 'hello' } }]);
  const offset = (updates.result[0]?.update_id ?? 0) + 1;
  const polling = readJson<{ result: unknown[] }>(fetch(`${call}?timeout=40&offset=${offset}`));
  for (let isPolling = false; !isPolling; ) {
    const path = `/bots/${born.telegramId}/calls`;
    const { calls } = await readJson<{ calls: unknown[] }>(control(second.root, 'GET', path));
    isPolling = calls.length === 2;
  }
  second.child.kill('SIGTERM');
  expect((await polling).result).toEqual([]);
  expect(await second.exited).toEqual([0, null]);
});

test('it ends when its parent is gone', async () => {
  const { child: started, exited } = await start();
  started.disconnect();
  expect(await exited).toEqual([0, null]);
});
