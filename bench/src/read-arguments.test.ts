import { expect, test } from 'vitest';
import { readArguments } from './read-arguments';

test('everything is measured unless some are named', () => {
  expect(readArguments([])?.ids).toEqual(expect.arrayContaining(['B1', 'B12']));
  expect(readArguments(['b3', 'B4', '--rounds', '2', '--seconds', '0.5', '--write'])).toEqual({
    ids: ['B3', 'B4'],
    rounds: 2,
    secondsPerRound: 0.5,
    isWritten: true,
    profileDir: null,
  });
  expect(readArguments(['--help'])).toBeNull();
});

test.each([
  [['B99'], 'no benchmark "B99"; there are B1, B2'],
  [['--nonsense'], "Unknown option '--nonsense'"],
  [['--rounds', '0'], '--rounds needs a whole number'],
  [['--seconds', 'abc'], '--seconds needs a number'],
])('%j measures nothing and says why', (words, why) => {
  expect(() => readArguments(words)).toThrow(why);
});
