import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { isPublicUrl } from './is-public-url';
import { readEnv } from './read-env';

const schema = {
  shape: { SECRET: {}, PORT: {} },
  safeParse: (values: Record<string, string | undefined>) =>
    values.PORT === 'x'
      ? { success: false as const, error: { issues: [{ path: ['PORT'], message: 'must be a number' }] } }
      : { success: true as const, data: values },
};

test('a variable may stand in a file', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'env-')), 'secret');
  writeFileSync(file, 'hush\n');
  expect(readEnv(schema, { SECRET_FILE: file })).toMatchObject({ SECRET: 'hush' });
});

test('an empty variable counts as not set', () => {
  expect(readEnv(schema, { SECRET: '' })).toEqual({ SECRET: undefined, PORT: undefined });
});

test('a wrong value names its variable and not its value', () => {
  expect(() => readEnv(schema, { PORT: 'x' })).toThrow('PORT: must be a number');
});

test.each([
  ['https://bots.example.com', true],
  ['http://127.0.0.1:3000', true],
  ['http://localhost', true],
  ['http://bots.example.com', false],
  ['ftp://127.0.0.1', false],
  ['nonsense', false],
])('%s as a public address: %s', (url, isFine) => expect(isPublicUrl(url)).toBe(isFine));
