import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret';

test('never shows its value, however it is printed', () => {
  const secret = new Secret('123456:hunter2', 'bot_token');
  const shown = [
    String(secret),
    `${secret}`,
    secret.toString(),
    JSON.stringify({ secret }),
    inspect({ secret }, { showHidden: true, depth: 9 }),
    JSON.stringify(Object.entries(secret)),
    inspect(structuredClone({ ...secret })),
  ].join(' ');
  expect(shown).not.toContain('hunter2');
  expect(String(secret)).toMatch(/^\[secret:bot_token#[0-9a-f]{4}\]$/);
  expect(secret.use((value) => value.length)).toBe(14);
});

test('compares with a candidate', () => {
  const secret = new Secret('abc', 'webhook_secret');
  expect(secret.equals('abc')).toBe(true);
  expect(secret.equals('abd')).toBe(false);
  expect(secret.equals('')).toBe(false);
});
