import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { generateKey, parseKeyRing } from './key-ring';

test('the first key is current and every key is found', () => {
  const ring = parseKeyRing(` ${generateKey('new')} , ${generateKey('old')} `);
  expect(ring.current.id).toBe('new');
  expect(ring.find('old')?.id).toBe('old');
  expect(ring.find('absent')).toBeUndefined();
});

test.each([
  ['', /empty/],
  ['justtext', /id:base64/],
  ['a|b:AAAA', /letters, digits/],
  ['a:***', /not base64/],
  [`a:${randomBytes(16).toString('base64')}`, /16 bytes/],
  [`${generateKey('a')},${generateKey('a')}`, /one id/],
])('says what is wrong with %j', (text, message) => {
  expect(() => parseKeyRing(text)).toThrow(message);
});

test('an error never repeats key material', () => {
  const material = randomBytes(31).toString('base64');
  expect(() => parseKeyRing(`a:${material}`)).toThrow(
    expect.objectContaining({ message: expect.not.stringContaining(material) }),
  );
});
