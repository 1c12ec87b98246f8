import { expect, test } from 'vitest';
import { RecentlyClosed } from './recently-closed';

test('the last thousands are known, each under its own bot, and the memory they take has an end', () => {
  const closed = new RecentlyClosed(() => 0);
  for (let id = 0; id < 20_000; id += 1) closed.note('bot_a', String(id));
  expect(closed.has('bot_a', '19999')).toBe(true);
  expect(closed.has('bot_a', String(20_000 - 8_192))).toBe(true);
  expect(closed.has('bot_b', '19999')).toBe(false);
  expect(closed.has('bot_a', '0')).toBe(false);
});

test('what was closed ten minutes ago is known still, and of what is older only the journal knows', () => {
  let minutes = 0;
  const closed = new RecentlyClosed(() => minutes * 60_000);
  minutes = 5;
  closed.note('bot_a', '1');
  minutes = 15;
  expect(closed.has('bot_a', '1')).toBe(true);
  minutes = 26;
  expect(closed.has('bot_a', '1')).toBe(false);
  closed.note('bot_a', '2');
  minutes = 60;
  expect(closed.has('bot_a', '2')).toBe(false);
});
