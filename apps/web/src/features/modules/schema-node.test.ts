import { expect, test } from 'vitest';
import { blankValue, readSchema } from './schema-node';

test('a fresh entry holds what is required and what has a default', () => {
  const schema = readSchema({
    type: 'object',
    required: ['question', 'tags'],
    properties: {
      question: { type: 'string' },
      tags: { type: 'array', items: { type: 'string' } },
      url: { type: 'string' },
    },
  });
  expect(blankValue(schema)).toEqual({ question: '', tags: [] });
});

test('a default wins', () => {
  expect(blankValue({ type: 'boolean', default: true })).toBe(true);
});
