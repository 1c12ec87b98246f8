import type { Locale } from '../src/i18n/locales';
import type { messagesEn } from '../src/i18n/messages-en';

declare module 'next-intl' {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof messagesEn;
  }
}
