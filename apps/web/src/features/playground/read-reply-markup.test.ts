import { expect, test } from 'vitest';
import { findReplyKeyboard, readInlineKeyboard } from './read-reply-markup';

const shown = { from: 'bot' as const, replyMarkup: { keyboard: [['Yes', { text: 'No' }]] } };

test('the last keyboard the bot sent is shown', () => {
  expect(findReplyKeyboard([shown, { from: 'bot', replyMarkup: null }])).toEqual([[{ text: 'Yes' }, { text: 'No' }]]);
});

test('a keyboard that was taken back is gone', () => {
  expect(findReplyKeyboard([shown, { from: 'bot', replyMarkup: { remove_keyboard: true } }])).toEqual([]);
});

test('a one-time keyboard goes after an answer', () => {
  const once = { from: 'bot' as const, replyMarkup: { keyboard: [['Yes']], one_time_keyboard: true } };
  expect(findReplyKeyboard([once, { from: 'person', replyMarkup: null }])).toEqual([]);
});

test('anything else has no inline buttons', () => {
  expect(readInlineKeyboard(null)).toEqual([]);
});
