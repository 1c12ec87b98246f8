import { expect, test } from 'vitest';
import { findToken } from './find-token';

const token = `123456789:${'A'.repeat(35)}`;

test('a bare token is found', () => {
  expect(findToken(`  ${token}\n`)).toBe(token);
});

test('a token is found in the message of BotFather', () => {
  expect(findToken(`Done! Use this token to access the HTTP API:\n${token}\nKeep your token secure.`)).toBe(token);
});

test.each(['', 'hello', '123456789', '123456789:short'])('no token is seen in "%s"', (text) => {
  expect(findToken(text)).toBeNull();
});
