import { expect, test } from 'vitest';
import { ChatPaces } from './chat-pace';

const say = (chatId: string) => ({ chatId, method: 'sendMessage' });

test('a group gets twenty messages in any minute, and what is no message is not counted', () => {
  const paces = new ChatPaces();
  for (let nowMs = 0; nowMs < 20_000; nowMs += 1_000) {
    expect(paces.find(say('-1'), nowMs)?.delayMs(nowMs)).toBe(0);
    paces.find(say('-1'), nowMs)?.note(nowMs);
  }
  expect(paces.find(say('-1'), 20_000)?.delayMs(20_000)).toBe(40_000);
  expect(paces.find(say('-2'), 20_000)?.delayMs(20_000)).toBe(0);
  expect(paces.find({ chatId: '-1', method: 'editMessageText' }, 20_000)).toBeNull();
  expect(paces.find(say('-1'), 60_000)?.delayMs(60_000)).toBe(0);
});

test('a private chat has no pace until it was refused twice, then one call a second for half a minute', () => {
  const paces = new ChatPaces();
  expect(paces.find(say('1'), 0)).toBeNull();
  paces.learn('1', 0, 40_000);
  expect(paces.find(say('2'), 0)).toBeNull();
  const pace = paces.find({ chatId: '1', method: 'editMessageText' }, 40_000);
  pace?.note(40_000);
  expect(pace?.delayMs(40_001)).toBe(0);
  paces.learn('1', 40_001, 80_000);
  pace?.note(80_000);
  expect(pace?.delayMs(80_300)).toBe(700);
  expect(pace?.delayMs(110_000)).toBe(0);
});

test('refusals half a minute apart say nothing of each other', () => {
  const paces = new ChatPaces();
  paces.learn('1', 0, 1_000);
  paces.learn('1', 31_000, 32_000);
  const pace = paces.find(say('1'), 32_000);
  pace?.note(32_000);
  expect(pace?.delayMs(32_001)).toBe(0);
});
