import { expect, test } from 'vitest';
import { endOfDay, startOfDay } from './day-bounds';

test('a day holds all its moments', () => {
  const start = new Date(startOfDay('2026-01-31') ?? '').getTime();
  const end = new Date(endOfDay('2026-01-31') ?? '').getTime();
  expect(end - start).toBe(86_400_000 - 1);
});

test('what is no day bounds nothing', () => {
  expect(startOfDay('')).toBeUndefined();
  expect(startOfDay('yesterday')).toBeUndefined();
  expect(endOfDay('2026-13-01')).toBeUndefined();
});
