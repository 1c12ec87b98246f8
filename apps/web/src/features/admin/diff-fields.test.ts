import { expect, test } from 'vitest';
import { diffFields } from './diff-fields';

test('only what differs is shown', () => {
  expect(diffFields({ status: 'running', name: 'A' }, { status: 'suspended', name: 'A', by: 3 })).toEqual([
    { field: 'status', before: 'running', after: 'suspended' },
    { field: 'by', before: null, after: '3' },
  ]);
});

test('an event without states has no rows', () => {
  expect(diffFields(null, null)).toEqual([]);
});
