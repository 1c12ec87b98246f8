import { expect, test } from 'vitest';
import type { OutboxRow } from './outbox-row';
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

test('hundreds of answers are remembered, each by its update', () => {
  const closed = new RecentlyClosed(() => 0);
  const answer = (id: number): OutboxRow => ({
    id,
    updateId: String(id),
    chatId: '5',
    method: 'sendMessage',
    payload: { text: 'by the way' },
    policy: 'never_lost',
    state: 'inline',
    attempts: 0,
    createdAt: new Date(0),
  });
  for (let id = 0; id < 2_000; id += 1) closed.noteAnswer('bot_a', String(id), answer(id));
  expect(closed.answerTo('bot_a', '1999')?.id).toBe(1_999);
  expect(closed.answerTo('bot_a', String(2_000 - 512))?.id).toBe(2_000 - 512);
  expect(closed.answerTo('bot_b', '1999')).toBeUndefined();
  expect(closed.answerTo('bot_a', '0')).toBeUndefined();
  expect(closed.has('bot_a', '1999')).toBe(false);
});
