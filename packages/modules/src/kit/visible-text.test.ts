import { expect, test } from 'vitest';
import { visibleText, visibleTextOrNone } from './visible-text';

const invisible = [
  [' \n '],
  ['\u00ad'],
  ['\u034f'],
  ['\u115f'],
  ['\u180e'],
  ['\u200b\u200d'],
  ['\u202e'],
  ['\u2060'],
  ['\u2800'],
  ['\u3164'],
  ['\ufe0f'],
  ['\ufeff'],
  ['\uffa0'],
  ['\ufffc'],
  ['\u{e0020}'],
  [' \u2800\n\u200b '],
] as const;

test.each(invisible)('%j shows nothing: the error says what to do', (text) => {
  const { error } = visibleText(64).safeParse(text);
  expect(error?.issues).toMatchObject([{ message: expect.stringContaining('Write something that can be seen') }]);
});

test.each(['a', '0', '.', '😀', '❤️', '👨‍👩‍👧', 'می‌خواهم', '́', '\u200ba', 'ㅤx'])('%j can be seen', (text) => {
  expect(visibleText(64).parse(`  ${text}\n`)).toBe(text);
});

test('where nothing need be written, blanks are nothing and what only looks like it is refused', () => {
  expect(visibleTextOrNone(8).parse(' \n ')).toBe('');
  expect(visibleTextOrNone(8).safeParse('\u2800').success).toBe(false);
});

test('the bound counts what is sent', () => {
  expect(visibleText(3).parse('  abc  ')).toBe('abc');
  expect(visibleText(3).safeParse('abcd').success).toBe(false);
});
