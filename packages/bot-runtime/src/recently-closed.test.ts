import { expect, test } from 'vitest';
import { RecentlyClosed } from './recently-closed';

test('the last thousands are known, each under its own bot, and the memory they take has an end', () => {
  const closed = new RecentlyClosed();
  for (let id = 0; id < 20_000; id += 1) closed.note('bot_a', String(id));
  expect(closed.has('bot_a', '19999')).toBe(true);
  expect(closed.has('bot_a', String(20_000 - 8_192))).toBe(true);
  expect(closed.has('bot_b', '19999')).toBe(false);
  expect(closed.has('bot_a', '0')).toBe(false);
});
