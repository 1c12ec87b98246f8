import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readEnv } from './env';

const needed = { DATABASE_URL: 'postgres://localhost/dovecote', ENCRYPTION_KEYS: 'k:a' };
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
