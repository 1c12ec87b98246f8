import type { z } from 'zod';

const kinds: Partial<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

/** What a field must be, for where its schema has no words of its own. */
export const plainWords: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected];
      return issue.input === undefined ? 'is missing' : kind && `must be ${kind}`;
    }
    case 'invalid_value':
      return issue.input === undefined ? 'is missing' : `must be one of: ${issue.values.join(', ')}`;
    case 'too_small':
      return `must ${sized('at least', issue.minimum, issue.origin)}`;
    case 'too_big':
      return `must ${sized('at most', issue.maximum, issue.origin)}`;
    default:
      return undefined;
  }
};

function sized(bound: string, size: number | bigint, origin: string): string {
  if (origin !== 'number' && bound === 'at least' && size === 1) return 'not be empty';
  if (origin === 'string') return `have ${bound} ${size} characters`;
  if (origin === 'array') return `have ${bound} ${size} entries`;
  return `be ${bound} ${size}`;
}
