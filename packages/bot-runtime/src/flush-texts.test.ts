import type { WriteStatement } from '@dovecote/modules/kit/write-statement';
import { expect, test } from 'vitest';
import { FlushTexts } from './flush-texts';

const writeOf = (id: string) => ({ id }) as Partial<WriteStatement> as WriteStatement;
const [a, b] = [writeOf('a'), writeOf('b')];

test('a set is served by a text with a write more, and gets one of its own once it comes often', () => {
  const texts = new FlushTexts((writes) => writes.map(({ id }) => id).join());
  expect(texts.cover([b, a]).statement).toBe('a,b');
  const served = Array.from({ length: 64 }, () => texts.cover([a]).statement);
  expect(new Set(served.slice(0, -1))).toEqual(new Set(['a,b']));
  expect(served.at(-1)).toBe('a');
  expect(texts.cover([a, b]).statement).toBe('a,b');
});
