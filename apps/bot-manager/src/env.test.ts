import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { generateKey } from '@dovecote/vault/key-ring';
import { expect, test } from 'vitest';
import { readEnv } from './env';

const needed = { DATABASE_URL: 'postgres://localhost/dovecote', ENCRYPTION_KEYS: generateKey() };
const LLM_BASE_URL = 'https://models.example/v1';

test('the platform’s model is a whole: an address without a name stops the start and names what is missing', () => {
  expect(() => readEnv({ ...needed, LLM_BASE_URL })).toThrow(/LLM_MODEL/);
  expect(() => readEnv({ ...needed, LLM_BASE_URL: 'models.example', LLM_MODEL: 'm' })).toThrow(/LLM_BASE_URL/);
});

test('its key may lie in a file', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'manager-env-')), 'key');
  writeFileSync(file, 'a key\n');
  const env = readEnv({ ...needed, LLM_BASE_URL, LLM_MODEL: 'm', LLM_API_KEY_FILE: file });
  expect(env).toMatchObject({ LLM_BASE_URL, LLM_API_KEY: 'a key', LLM_MODEL: 'm' });
});

test.each([
  ['k1', 'key 1: expected id:base64.'],
  ['k1:c2hvcnQ=', 'key "k1": it has 5 bytes and must have 32.'],
  [`${needed.ENCRYPTION_KEYS},${needed.ENCRYPTION_KEYS}`, 'has two keys with one id.'],
])('keys that are none are refused by their variable, before anything starts', (keys, words) => {
  const read = () => readEnv({ ...needed, ENCRYPTION_KEYS: keys });
  expect(read).toThrow(`The environment is not right.\nENCRYPTION_KEYS: ${words}`);
});
