import { expect, test } from 'vitest';
import { safeNextPath } from './safe-next-path';

test('a page of ours is kept', () => {
  expect(safeNextPath('/bots/bot_1?tab=x')).toBe('/bots/bot_1?tab=x');
});

test.each(['https://evil.example', '//evil.example', '/\\evil.example', '', null])(
  'another site is refused: %s',
  (wish) => {
    expect(safeNextPath(wish)).toBe('/bots');
  },
);
