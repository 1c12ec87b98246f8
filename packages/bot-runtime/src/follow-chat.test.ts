import { expect, test } from 'vitest';
import { followChat, isBoundToMessage } from './follow-chat';

const markup = { reply_markup: { inline_keyboard: [] } };

test('a reply goes to the supergroup as a message of its own', () => {
  const payload = { chat_id: -5, text: 'hello', reply_parameters: { message_id: 7 }, ...markup };
  expect(followChat({ method: 'sendMessage', payload }, -100)).toEqual({
    method: 'sendMessage',
    payload: { chat_id: -100, text: 'hello', ...markup },
    isMigrated: true,
  });
});

test('an edit goes as a new message: the id is that of another one there', () => {
  const edit = { method: 'editMessageText', payload: { chat_id: -5, message_id: 7, text: 'board', ...markup } };
  expect(isBoundToMessage(edit)).toBe(false);
  expect(followChat(edit, -100)).toMatchObject({
    method: 'sendMessage',
    payload: { chat_id: -100, text: 'board', ...markup },
  });
  expect(followChat(edit, -100).payload).not.toHaveProperty('message_id');
});

test('what is copied from another chat keeps its id', () => {
  const copy = { method: 'copyMessage', payload: { chat_id: -5, from_chat_id: -9, message_id: 7 } };
  expect(isBoundToMessage(copy)).toBe(false);
  expect(followChat(copy, -100)).toMatchObject({ method: 'copyMessage', payload: { from_chat_id: -9, message_id: 7 } });
});

test('nothing is deleted there in place of what was meant', () => {
  expect(isBoundToMessage({ method: 'deleteMessage', payload: { chat_id: -5, message_id: 7 } })).toBe(true);
});
