import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '@dovecote/testing/create-test-database';
import { generateKey } from '@dovecote/vault/key-ring';
import { afterAll, beforeAll, expect, test } from 'vitest';

let database: TestDatabase;
const key = generateKey('only');
const dataDir = mkdtempSync(path.join(tmpdir(), 'cli-'));
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true });
});

interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

async function run(...args: string[]): Promise<Outcome> {
  return await runWith({}, ...args);
}

async function runWith(given: Record<string, string>, ...args: string[]): Promise<Outcome> {
  const file = path.join(import.meta.dirname, 'main.ts');
  const own = { DATABASE_URL: database.url, ENCRYPTION_KEYS: key, DATA_DIR: dataDir };
  const env = { PATH: process.env.PATH, ...own, ...given };
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

test('a sign-in link leads to the dashboard of this data, where one runs', async () => {
  writeFileSync(path.join(dataDir, 'run.lock'), JSON.stringify({ pid: 1, url: 'http://127.0.0.1:3456' }));
  expect((await run('admin', 'link')).stdout).toMatch(/^http:\/\/127\.0\.0\.1:3456\/sign-in\/link\?token=/);
  const PUBLIC_URL = 'https://bots.example.com';
  expect((await runWith({ PUBLIC_URL }, 'admin', 'link')).stdout).toContain(`${PUBLIC_URL}/sign-in/link?token=`);
});

test.each([
  [{ PUBLIC_URL: 'ftp://hush' }, 'PUBLIC_URL: must be an https:// address'],
  [{ TELEGRAM_API_ROOT: 'hush' }, 'TELEGRAM_API_ROOT: must be an http'],
  [{ DATABASE_URL: 'mysql://hush' }, 'DATABASE_URL must be a postgres:// address'],
  [{ DATABASE_URL: 'postgres://me:hush@127.0.0.1:1/x' }, 'The database of DATABASE_URL did not answer within 5 s'],
  [{ ENCRYPTION_KEYS: 'hush' }, 'ENCRYPTION_KEYS, key 1: expected id:base64'],
  [{ DATA_DIR: '/dev/null/data' }, 'DATA_DIR: /dev/null/data cannot be made (ENOTDIR)'],
])('of %j the variable is named, never its value', async (given, words) => {
  const { code, stdout, stderr } = await runWith(given, 'admin', 'link');
  expect(stderr).toContain(words);
  expect(`${stdout}${stderr}`).not.toMatch(/hush|^ +at /m);
  expect(code).toBe(1);
});

test('a command that fails stops the Postgres it had to start', async () => {
  const own = mkdtempSync(path.join(tmpdir(), 'cli-own-'));
  // Where the server's own user finds its folder.
  chmodSync(own, 0o755);
  const given = { DATABASE_URL: '', DATA_DIR: own };
  expect(await runWith({ ...given, ENCRYPTION_KEYS: 'hush' }, 'admin', 'link')).toMatchObject({ code: 1 });
  expect(existsSync(path.join(own, 'postgres/PG_VERSION'))).toBe(true);
  expect(existsSync(path.join(own, 'postgres/postmaster.pid'))).toBe(false);
  expect(await runWith(given, 'audit', 'verify')).toMatchObject({ code: 0 });
  expect(existsSync(path.join(own, 'postgres/postmaster.pid'))).toBe(false);
  rmSync(own, { recursive: true });
});

test('what is wrong with a command is said in words', async () => {
  expect(await run('keys', 'shuffle')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("unknown command 'shuffle'"),
  });
  const { stdout } = await run('keys', 'new', '--json');
  expect(JSON.parse(stdout).key).toMatch(/^k[0-9a-f]{8}:[\w+/]{43}=$/);
});
