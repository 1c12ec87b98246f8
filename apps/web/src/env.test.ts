import { expect, test } from 'vitest';
import { parseEnv } from './env';

const needed = {
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://localhost/dovecote',
  AUTH_SECRET: 'a secret of the tests that is long enough',
  ENCRYPTION_KEYS: 'k:a',
} as const;

test.each([
  ['SMTP_URL', { SMTP_URL: 'smtp://user:hush hush@mail example.com' }],
  ['SMTP_URL', { SMTP_URL: 'https://user:hush@mail.example.com' }],
  ['CORS_ORIGINS', { CORS_ORIGINS: 'hush.example.com' }],
  ['ADMIN_EMAIL', { ADMIN_PASSWORD: 'hush hush hush hush' }],
  ['LLM_MODEL', { LLM_BASE_URL: 'https://hush.example.com' }],
])('a wrong %s stops the start with its name and without the value', (name, values) => {
  const parse = () => parseEnv({ ...needed, ...values });
  expect(parse).toThrow(`${name}: `);
  expect(parse).not.toThrow('hush');
});

test.each([
  ['TELEGRAM_API_ROOT', { TELEGRAM_API_ROOT: 'nonsense' }],
  ['TELEGRAM_API_ROOT', { TELEGRAM_API_ROOT: 'ftp://telegram.example' }],
  ['LLM_BASE_URL', { LLM_BASE_URL: 'models.example', LLM_MODEL: 'm' }],
])('a %s that is no address says what it must be', (name, values) => {
  expect(() => parseEnv({ ...needed, ...values })).toThrow(`${name}: must be an http:// or https:// address`);
});

test('settings that are right pass', () => {
  const given = {
    SMTP_URL: 'smtps://user:pass%20word@mail.example.com',
    CORS_ORIGINS: 'https://app.example.com, http://localhost:5173',
    ADMIN_EMAIL: 'owner@example.com',
    ADMIN_PASSWORD: 'a password',
  };
  expect(parseEnv({ ...needed, ...given })).toMatchObject(given);
});
