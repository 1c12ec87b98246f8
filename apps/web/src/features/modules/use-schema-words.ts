'use client';

import { useLocale } from 'next-intl';
import { schemaWordsRu } from './schema-words-ru';

/** The words of a module's schema in the reader's language; what is not translated stays English. */
export function useSchemaWords(): (english: string) => string {
  const locale = useLocale();
  return (english) => (locale === 'ru' ? (schemaWordsRu[english] ?? english) : english);
}
