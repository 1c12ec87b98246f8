import { expect, test } from 'vitest';
import { parseUpdate } from './parse-update';

test('takes an update', () => {
  expect(parseUpdate('{"update_id":7,"message":{"text":"[[{{"}}')).toMatchObject({ update_id: 7 });
});

test.each(['', 'null', '[]', '{}', '{"update_id":"7"}', '{"update_id":1.5}', '{"update_id":', `${'['.repeat(100)}`])(
  'refuses %j',
  (body) => expect(parseUpdate(body)).toBeNull(),
);

test('refuses a body nested beyond reason', () => {
  expect(parseUpdate(`{"update_id":1,"x":${'['.repeat(80)}${']'.repeat(80)}}`)).toBeNull();
});
