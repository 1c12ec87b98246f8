import { AppError } from '@dovecote/errors/app-error';
import { expect, test } from 'vitest';
import { parseBotToken } from './bot-token';

const token = '7123456789:AAHk3_9sX-qPzLmN0vWtRbYcEdUfGiJoKlQ';

test('trims white space', () => {
  expect(parseBotToken(`  ${token}\n`)).toEqual({ token, telegramId: '7123456789' });
});

test("finds the token in BotFather's message", () => {
  const message = `Done! Congratulations on your new bot. You will find it at t.me/shop_bot.

Use this token to access the HTTP API:
${token}
Keep your token secure and store it safely, it can be used by anyone to control your bot.`;
  expect(parseBotToken(message).token).toBe(token);
});

test.each(['', 'hello', '12:short', `x${token}`, `${token}${'A'.repeat(40)}`])('refuses %j', (text) => {
  expect(() => parseBotToken(text)).toThrow(AppError);
});

test('refuses two different tokens and takes the same one twice', () => {
  expect(parseBotToken(`${token} ${token}`).token).toBe(token);
  expect(() => parseBotToken(`${token} ${token.replace('AAH', 'AAB')}`)).toThrow(/more than one/);
});
