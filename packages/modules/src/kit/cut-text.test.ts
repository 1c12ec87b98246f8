import { expect, it } from 'vitest';
import { cutText } from './cut-text';

it.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['ab😀', 4, 'ab😀'],
  ['ab😀', 3, 'ab'],
  ['ab\ud83d', 9, 'ab'],
])('%j in %d units is %j: never half a character', (text, lengthMax, cut) =>
  expect(cutText(text, lengthMax)).toBe(cut),
);
