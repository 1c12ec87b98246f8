import { expect, test } from 'vitest';
import { describeDevice } from './describe-device';

test('a browser and its system are named', () => {
  const agent = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
  expect(describeDevice(agent)).toBe('Chrome, Linux');
});

test('what says nothing is unknown', () => {
  expect(describeDevice('x')).toBeNull();
  expect(describeDevice(null)).toBeNull();
});
