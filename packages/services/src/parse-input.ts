import { AppError } from '@dovecote/errors/app-error';
import type { z } from 'zod';
import { plainWords } from './plain-words';

/**
 * Validates what came from outside.
 * @throws AppError `VALIDATION_FAILED` that names every wrong field by its path, never its value.
 */
export function parseInput<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input, { error: plainWords });
  if (!parsed.success) throw validationError(parsed.error.issues);
  const badPath = findUnstorable(parsed.data, []);
  if (badPath !== null) throw invalidField(badPath.join('.'), 'holds what cannot be stored');
  return parsed.data;
}

/** A `VALIDATION_FAILED` about one field. */
export function invalidField(field: string, words: string): AppError {
  return new AppError('VALIDATION_FAILED', `${field === '' ? 'The input' : field} ${words}.`, {
    fields: { [field]: words },
  });
}

/** The issues of a failed zod parse in our vocabulary; unknown keys are named one by one. */
export function validationError(issues: readonly z.core.$ZodIssue[], prefix = ''): AppError {
  const fields: Record<string, string> = {};
  for (const issue of issues) {
    const path = [prefix, ...issue.path.map(String)].filter((part) => part !== '').join('.');
    if (issue.code === 'unrecognized_keys') {
      for (const key of issue.keys) fields[path === '' ? key : `${path}.${key}`] = 'is not a known field';
    } else fields[path] ??= issue.message;
  }
  const names = Object.keys(fields).filter((name) => name !== '');
  const message =
    names.length === 0 ? 'The input is not valid.' : `Check these fields: ${names.slice(0, 8).join(', ')}.`;
  return new AppError('VALIDATION_FAILED', message, { fields });
}

const depthMax = 32;

/** Postgres stores neither NUL nor half a surrogate pair; what is nested too deep would exhaust the stack. */
function findUnstorable(value: unknown, path: string[]): string[] | null {
  if (typeof value === 'string') return isUnstorable(value) ? path : null;
  if (typeof value !== 'object' || value === null || value instanceof Date) return null;
  if (path.length >= depthMax) return path.slice(0, 3);
  for (const [key, child] of Object.entries(value)) {
    const found = isUnstorable(key) ? path : findUnstorable(child, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}

function isUnstorable(text: string): boolean {
  return text.includes('\u0000') || /\p{Surrogate}/u.test(text);
}
