import { expect, test } from 'vitest';
import { stepAfter, stepBefore } from './wizard-steps';

test('the sandbox needs no token', () => {
  expect(stepAfter('door', 'sandbox')).toBe('purpose');
  expect(stepBefore('purpose', 'sandbox')).toBe('door');
});

test('a token leads through the checks', () => {
  expect(stepAfter('door', 'token')).toBe('token');
  expect(stepAfter('live', 'token')).toBeUndefined();
});
