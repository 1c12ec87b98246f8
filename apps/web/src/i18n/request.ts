import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { type Locale, localeCookie } from './locales';
import { messagesEn } from './messages-en';
import { messagesRu } from './messages-ru';
import { pickLocale } from './pick-locale';

const messages: Record<Locale, typeof messagesEn> = { en: messagesEn, ru: messagesRu };

export default getRequestConfig(async () => {
  const [cookieJar, headerList] = await Promise.all([cookies(), headers()]);
  const locale = pickLocale(cookieJar.get(localeCookie)?.value, headerList.get('accept-language'));
  return { locale, messages: messages[locale], timeZone: 'UTC' };
});
