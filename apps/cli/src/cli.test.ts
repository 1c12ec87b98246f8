import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { generateKey } from '@dovecote/vault/key-ring';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
const key = generateKey('only');
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => await database.close());

async function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const file = path.join(import.meta.dirname, 'main.ts');
  const env = { PATH: process.env.PATH, DATABASE_URL: database.url, ENCRYPTION_KEYS: key };
  try {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--import', 'tsx', file, ...args], { env });
    return { code: 0, stdout, stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, stdout, stderr };
  }
}

test('an operator gets a sign-in link, rotates keys and has the audit log checked', async () => {
  const link = await run('admin', 'link', '--json');
  expect(JSON.parse(link.stdout).link).toMatch(/^\/sign-in\/link\?token=[\w-]{20,}$/);
  expect(JSON.parse((await run('keys', 'rotate', '--json')).stdout)).toMatchObject({ renewedKeys: 0 });
  expect(await run('audit', 'verify')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('every chain intact'),
  });
});

test('a log that was changed ends the check with 2 and names the event', async () => {
  await run('admin', 'link');
  await database.pool.query(`begin; set local session_replication_role = replica;
    update audit_events set action = 'forged' where seq = 1; commit`);
  const { code, stdout } = await run('audit', 'verify', '--json');
  expect(code).toBe(2);
  expect(JSON.parse(stdout)).toMatchObject({ ok: false, firstBad: { chain: 'platform', seq: 1, problem: 'changed' } });
});

test('what is wrong with a command or the environment is said in words', async () => {
  expect(await run('keys', 'shuffle')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("unknown command 'shuffle'"),
  });
  const { stdout } = await run('keys', 'new', '--json');
  expect(JSON.parse(stdout).key).toMatch(/^k[0-9a-f]{8}:[\w+/]{43}=$/);
});
