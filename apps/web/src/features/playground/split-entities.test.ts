import { expect, test } from 'vitest';
import { splitEntities } from './split-entities';

test('overlapping entities are cut at every bound', () => {
  const pieces = splitEntities('bold and both', [
    { type: 'bold', offset: 0, length: 13 },
    { type: 'italic', offset: 9, length: 4 },
  ]);
  expect(pieces).toEqual([
    { text: 'bold and ', types: ['bold'] },
    { text: 'both', types: ['bold', 'italic'] },
  ]);
});

test('offsets beyond the text do no harm', () => {
  expect(splitEntities('hi', [{ type: 'bold', offset: 0, length: 99 }])).toEqual([{ text: 'hi', types: ['bold'] }]);
});
