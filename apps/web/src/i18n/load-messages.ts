import type { Messages } from 'next-intl';
import type { Locale } from './locales';

const loads: Record<Locale, () => Promise<Messages>> = {
  en: async () => (await import('./messages-en')).messagesEn,
  ru: async () => (await import('./messages-ru')).messagesRu,
};
const loaded: Partial<Record<Locale, Promise<Messages>>> = {};

/** The texts of a language: always the same promise, unless it failed. In browsers they are a file, kept like scripts. */
export function loadMessages(locale: Locale): Promise<Messages> {
  loaded[locale] ??= loads[locale]().catch((error: unknown) => {
    delete loaded[locale];
    throw error;
  });
  return loaded[locale];
}
