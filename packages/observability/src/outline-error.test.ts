import { expect, test } from 'vitest';
import { outlineError } from './outline-error';

test('of an error whose words are not ours to tell, its kind, code and frames are left', () => {
  const cause = new Error('what a person wrote');
  const error = Object.assign(new TypeError('a secret\n    of two lines', { cause }), { code: 'E1' });
  const outline = outlineError(error);
  expect(outline).toMatchObject({
    name: 'TypeError',
    code: 'E1',
    stack: expect.stringContaining('outline-error.test'),
  });
  expect(JSON.stringify(outline)).not.toMatch(/secret|two lines|person/);
  expect(outlineError('a secret')).toEqual({ name: 'NonError' });
});
