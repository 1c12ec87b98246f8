import { createTranslator, type IntlError, IntlErrorCode } from 'next-intl';
import { expect, test } from 'vitest';
import { messagesEn } from './messages-en';
import { messagesRu } from './messages-ru';

function flatten(node: object, path = ''): [string, string][] {
  return Object.entries(node).flatMap(([key, value]) => {
    const name = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? [[name, value] as [string, string]] : flatten(value, name);
  });
}

const english = new Map(flatten(messagesEn));
const russian = new Map(flatten(messagesRu));

test('every text stands in both languages', () => {
  expect([...russian.keys()].sort()).toEqual([...english.keys()].sort());
});

test('no text is empty', () => {
  expect([...english, ...russian].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test.each([
  ['en', messagesEn],
  ['ru', messagesRu],
] as const)('every text in %s is well-formed ICU', (locale, messages) => {
  const broken: string[] = [];
  const onError = (error: IntlError) => {
    if (error.code === IntlErrorCode.INVALID_MESSAGE) broken.push(error.message);
  };
  const t = createTranslator<Record<string, string>>({
    locale,
    messages: Object.fromEntries(flatten(messages).map(([key, text]) => [key.replaceAll('.', '_'), text])),
    onError,
  });
  for (const [key] of flatten(messages)) t(key.replaceAll('.', '_'), {});
  expect(broken).toEqual([]);
});
