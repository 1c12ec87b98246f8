import { moduleDefinitions } from '@dovecote/modules/registry';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { schemaWordsRu } from './schema-words-ru';

/** Titles and descriptions, wherever they stand in a schema. */
function wordsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    (key === 'title' || key === 'description') && typeof value === 'string' ? [value] : wordsOf(value),
  );
}

const button = { label: 'x' };
const command = { description: 'x', text: 'x' };
/** Settings that break what their schemas have words of their own for. */
const wrong: Record<string, unknown> = {
  timeZone: 'Nowhere',
  menu: [button],
  commands: [
    { ...command, name: 'no name' },
    { ...command, name: 'start' },
    { ...command, name: 'a' },
    { ...command, name: 'a' },
  ],
  levels: [{ points: 2 }, { points: 1 }],
  teams: [
    { id: 'NO', name: 'x' },
    { id: 'a', name: 'x' },
    { id: 'a', name: 'x' },
  ],
  pollGroup: '17',
};

/** Each part apart: what is checked of the whole is not looked at while a part is wrong. */
const parts = Object.entries(wrong).flatMap(([key, value]): object[] => {
  const entries = Array.isArray(value) ? value : [];
  return [value, entries.slice(-2), ...entries.map((one) => [one])].map((part) => ({ [key]: part }));
});

test.each(moduleDefinitions)('every word of the form of $id stands in Russian', ({ title, summary, settings }) => {
  const errors = parts.flatMap((part) => {
    const issues = settings.safeParse(part).error?.issues ?? [];
    return issues.filter(({ code }) => code === 'custom' || code === 'invalid_format').map(({ message }) => message);
  });
  const words = [title, summary, ...wordsOf(z.toJSONSchema(settings, { io: 'input' })), ...errors];
  expect(words.filter((word) => schemaWordsRu[word] === undefined)).toEqual([]);
});
