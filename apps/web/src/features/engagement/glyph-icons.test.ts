import { expect, test } from 'vitest';
import { glyphIcons } from './glyph-icons';

test('no two pictures of achievements are drawn alike', () => {
  expect(new Set(Object.values(glyphIcons)).size).toBe(Object.keys(glyphIcons).length);
});
