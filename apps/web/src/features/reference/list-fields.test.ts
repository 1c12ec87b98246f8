import { expect, test } from 'vitest';
import { listFields, typeName } from './list-fields';

const schemas = { Bot: { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] } };

test('fields within objects and lists are named by their path', () => {
  const page = {
    type: 'object',
    properties: { items: { type: 'array', items: { $ref: '#/components/schemas/Bot' } } },
  };
  expect(listFields(page, schemas)).toEqual([
    { name: 'items', type: 'object[]', notes: '', isRequired: false },
    { name: 'items[].id', type: 'string', notes: '', isRequired: true },
  ]);
});

test('choices are shown as choices', () => {
  expect(typeName({ enum: ['on', 'off'] }, {})).toBe('"on" | "off"');
  expect(typeName({ anyOf: [{ type: 'string' }, { type: 'null' }] }, {})).toBe('string | null');
});

test('a schema that contains itself comes to an end', () => {
  const loop = { Node: { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } } };
  expect(listFields({ $ref: '#/components/schemas/Node' }, loop)).toHaveLength(3);
});
