import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readEnv } from './env';

const DATABASE_URL = 'postgres://localhost/dovecote';

test('a secret is taken from a file', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'sandbox-env-')), 'token');
  writeFileSync(file, 'control-token-in-a-file\n');
  const env = readEnv({ DATABASE_URL, SANDBOX_CONTROL_TOKEN_FILE: file });
  expect(env).toMatchObject({
    SANDBOX_CONTROL_TOKEN: 'control-token-in-a-file',
    SANDBOX_PORT: 3002,
    HOST: '127.0.0.1',
  });
});

test('a wrong value names its variable', () => {
  expect(() => readEnv({ DATABASE_URL, SANDBOX_CONTROL_TOKEN: 'short' })).toThrow(/SANDBOX_CONTROL_TOKEN/);
  expect(() => readEnv({ SANDBOX_CONTROL_TOKEN: 'long-enough-for-a-token' })).toThrow(/DATABASE_URL/);
});
