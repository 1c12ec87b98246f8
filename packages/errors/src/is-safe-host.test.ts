import { expect, test } from 'vitest';
import { isSafeHost } from './is-safe-host';

test.each([
  ['127.0.0.1', undefined, false, true],
  ['::1', undefined, false, true],
  ['localhost', 'http://127.0.0.1:3000', false, true],
  ['0.0.0.0', undefined, false, false],
  ['0.0.0.0', 'http://127.0.0.1:3000', false, false],
  ['192.0.2.7', 'https://bots.example.com', false, true],
  ['127.0.0.1.example.com', undefined, false, false],
  ['::', undefined, true, true],
])('listening on %s with PUBLIC_URL %s, in a container: %s, is fine: %s', (host, publicUrl, isContainer, isFine) => {
  expect(isSafeHost(host, { publicUrl, isContainer })).toBe(isFine);
});
