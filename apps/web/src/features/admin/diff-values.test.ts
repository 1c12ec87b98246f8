import { expect, test } from 'vitest';
import { diffValues } from './diff-values';

test('only what differs is told', () => {
  expect(diffValues({ rps: 5, atOnce: 2 }, { rps: 9, atOnce: 2 })).toEqual([{ field: 'rps', before: '5', after: '9' }]);
});

test('nested values stand under dotted names', () => {
  expect(diffValues({ settings: { greeting: 'Hi' } }, { settings: { greeting: 'Hello', tags: ['a', 'b'] } })).toEqual([
    { field: 'settings.greeting', before: 'Hi', after: 'Hello' },
    { field: 'settings.tags', before: null, after: 'a, b' },
  ]);
});

test('an event that made something has nothing before', () => {
  expect(diffValues(null, { name: 'Nora' })).toEqual([{ field: 'name', before: null, after: 'Nora' }]);
  expect(diffValues(null, null)).toEqual([]);
});
