import { expect, test } from 'vitest';
import { parseUpdate } from './parse-update';

test('takes an update', () => {
  expect(parseUpdate('{"update_id":7,"message":{"text":"[[{{"}}')).toMatchObject({
    kind: 'update',
    update: { update_id: 7 },
  });
});

test.each([
  ['', 'not_json'],
  ['{"update_id":', 'not_json'],
  ['null', 'not_an_update'],
  ['[]', 'not_an_update'],
  ['{}', 'not_an_update'],
  ['{"update_id":"7"}', 'not_an_update'],
  ['{"update_id":1.5}', 'not_an_update'],
  ['['.repeat(100), 'too_deep'],
])('names what is wrong with %j', (body, reason) => expect(parseUpdate(body)).toEqual({ kind: 'junk', reason }));

test('refuses a body nested beyond reason', () => {
  expect(parseUpdate(`{"update_id":1,"x":${'['.repeat(80)}${']'.repeat(80)}}`)).toEqual({
    kind: 'junk',
    reason: 'too_deep',
  });
});
