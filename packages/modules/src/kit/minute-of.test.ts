import { expect, test } from 'vitest';
import { minuteOf } from './minute-of';

test('bots have minutes of their own, spread over the hour', () => {
  const minutes = Array.from({ length: 6_000 }, (_, at) => minuteOf(`bot_${(at * 7_919).toString(36)}x${at}`));
  const counts = Array.from({ length: 60 }, (_, minute) => minutes.filter((one) => one === minute).length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6_000);
  expect(Math.max(...counts)).toBeLessThan(300);
  expect(minuteOf('bot_1')).toBe(minuteOf('bot_1'));
});
