import { expect, test } from 'vitest';
import { recipientsAtOnce } from './recipients-at-once';

test('a few broadcasts read many recipients at once, ten thousand together no more than memory allows', () => {
  expect(recipientsAtOnce(1)).toBe(200);
  expect(recipientsAtOnce(1_000) * 1_000).toBeLessThanOrEqual(50_000);
  expect(recipientsAtOnce(10_000) * 10_000).toBeLessThanOrEqual(100_000);
});
