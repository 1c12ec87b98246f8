import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { areOrigins } from './are-origins';
import { isPublicUrl } from './is-public-url';
import { isSmtpUrl } from './is-smtp-url';
import { originOf } from './origin-of';
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

test('a file that is not there is named with its variable', () => {
  const missing = path.join(mkdtempSync(path.join(tmpdir(), 'env-')), 'nothing');
  expect(() => readEnv(schema, { SECRET_FILE: missing })).toThrow(`SECRET_FILE: ${missing} cannot be read (ENOENT)`);
});

test('what is wrong is told without the place in our code, which would push it out of sight', () => {
  const read = () => readEnv(schema, { PORT: 'x' });
  expect(read).toThrow(expect.objectContaining({ stack: expect.not.stringContaining('read-env') }));
});

test.each([
  ['smtps://user:pass%2Fword@mail.example.com', true],
  ['smtp://127.0.0.1:2525', true],
  ['smtp://user:pass%word@mail.example.com', false],
  ['smtp://user:pass/word@mail.example.com', false],
  ['smtp:', false],
  ['https://mail.example.com', false],
  ['mail.example.com:25', false],
])('%s as a mail server: %s', (url, isFine) => expect(isSmtpUrl(url)).toBe(isFine));

test.each([
  ['https://app.example.com', true],
  ['https://app.example.com, http://localhost:5173', true],
  ['https://app.example.com/', false],
  ['https://app.example.com,', true],
  ['capacitor://localhost', true],
  ['capacitor://localhost/', false],
  ['app.example.com', false],
  ['*', false],
  ['null', false],
])('%s as origins: %s', (text, isFine) => expect(areOrigins(text)).toBe(isFine));

test.each([
  ['https://bots.example.com', true],
  ['http://127.0.0.1:3000', true],
  ['http://localhost', true],
  ['http://bots.example.com', false],
  ['ftp://127.0.0.1', false],
  ['nonsense', false],
])('%s as a public address: %s', (url, isFine) => expect(isPublicUrl(url)).toBe(isFine));

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3002'],
  ['::1', 'http://[::1]:3002'],
  ['0.0.0.0', 'http://127.0.0.1:3002'],
  ['::', 'http://[::1]:3002'],
  ['localhost', 'http://localhost:3002'],
  ['sandbox', 'http://sandbox:3002'],
])('who listens on %s is asked at %s', (host, origin) => {
  expect(originOf(host, 3002)).toBe(origin);
  expect(URL.canParse(origin)).toBe(true);
});
