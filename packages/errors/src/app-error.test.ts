import { expect, test } from 'vitest';
import { AppError, errorCodes, toAppError } from './app-error';
import { httpStatus } from './http-status';

test('an unknown error never shows its own text', () => {
  const shown = toAppError(new Error('postgres://user:hunter2@host'));
  expect(shown.code).toBe('INTERNAL');
  expect(shown.message).not.toContain('hunter2');
});

test('an AppError passes unchanged', () => {
  const error = new AppError('NOT_FOUND', 'No such bot.');
  expect(toAppError(error)).toBe(error);
});

test('every code has an HTTP status of the failing kind', () => {
  for (const code of errorCodes) expect(httpStatus[code]).toBeGreaterThanOrEqual(400);
});

test('an AppError of another bundle’s copy of the class is still one', async () => {
  const copy = (await import(/* @vite-ignore */ `./app-error.ts?${'copy'}`)) as typeof import('./app-error');
  const foreign: unknown = new copy.AppError('NOT_FOUND', 'No such bot.');
  expect(copy.AppError).not.toBe(AppError);
  expect(foreign).toBeInstanceOf(AppError);
  expect(new Error('x')).not.toBeInstanceOf(AppError);
});
