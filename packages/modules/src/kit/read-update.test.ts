import type { Update } from 'grammy/types';
import { expect, test } from 'vitest';
import { commandOf } from './command-of';
import { laneOf, readUpdate } from './read-update';

const update = (content: object) => ({ update_id: 1, ...content }) as Update;

test('a message names its chat, its sender and itself', () => {
  const message = { message_id: 5, chat: { id: -7, type: 'group' }, from: { id: 9 }, text: 'hi' };
  expect(readUpdate(update({ message }))).toMatchObject({
    kind: 'message',
    chat: { id: -7 },
    from: { id: 9 },
    message,
  });
  expect(laneOf(update({ message }))).toBe('chat:-7');
});

test('a button belongs to the chat of its message, a poll answer to its person, the rest to the bot', () => {
  const pressed = { id: '1', from: { id: 9 }, message: { message_id: 5, chat: { id: 3 } } };
  expect(laneOf(update({ callback_query: pressed }))).toBe('chat:3');
  expect(laneOf(update({ poll_answer: { user: { id: 4 } } }))).toBe('user:4');
  expect(laneOf(update({ poll: { id: '1' } }))).toBe('bot');
});

test.each([
  {},
  { message: null },
  { message: 'text' },
  { message: { message_id: 1, chat: { id: 'x\u0000' }, from: 7, text: 5, entities: {} } },
  { message: { message_id: 1, chat: { id: 1.5 }, entities: [null, 3], text: 'x' } },
  { callback_query: { message: 3, from: [] } },
  { 'strange\u0000kind': { chat: { id: 2 } } },
])('what is not of Telegram’s shape counts as absent: %j', (content) => {
  const read = readUpdate(update(content));
  expect(read.kind).toMatch(/^[a-z_]+$/);
  expect(laneOf(update(content))).toMatch(/^(bot|chat:2)$/);
  expect(commandOf(read.message)).toBeNull();
});
