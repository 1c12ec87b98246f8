import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { deriveCipherKey, encrypt } from './cipher-key';

test('no nonce is used twice, however many texts are sealed', () => {
  const key = deriveCipherKey(randomBytes(32));
  const nonces = Array.from({ length: 2_000 }, () => encrypt(key, Buffer.from('text'), Buffer.alloc(0)).nonce);
  expect(nonces.every((nonce) => nonce.length === 12)).toBe(true);
  expect(new Set(nonces.map((nonce) => nonce.toString('hex'))).size).toBe(nonces.length);
});
