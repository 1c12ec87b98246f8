import { expect, test } from 'vitest';
import { toCsv } from './to-csv';

test('quotes and commas are kept apart', () => {
  expect(toCsv([['a "b", c', 1, null]])).toBe('"a ""b"", c",1,\r\n');
});

test('a formula becomes plain text', () => {
  expect(toCsv([['=1+1', '@x', '-2']])).toBe("'=1+1,'@x,'-2\r\n");
});
