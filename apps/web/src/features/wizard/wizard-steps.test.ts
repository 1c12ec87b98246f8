import { expect, test } from 'vitest';
import { shownStep, stepAfter, stepBefore } from './wizard-steps';

test('the sandbox needs no token', () => {
  expect(stepAfter('door', 'sandbox')).toBe('purpose');
  expect(stepBefore('purpose', 'sandbox')).toBe('door');
});

test('a token leads through the checks', () => {
  expect(stepAfter('door', 'token')).toBe('token');
  expect(stepAfter('live', 'token')).toBeUndefined();
});

test('what follows the birth of the bot is shown once there is one', () => {
  expect(shownStep('live', false)).toBe('limits');
  expect(shownStep('try', false)).toBe('limits');
  expect(shownStep('live', true)).toBe('live');
  expect(shownStep('token', false)).toBe('token');
});
