'use client';

import { IntlProvider } from 'next-intl';
import { type ReactNode, use, useSyncExternalStore } from 'react';
import { formats } from './formats';
import { loadMessages } from './load-messages';
import type { Locale } from './locales';

const subscribe = () => () => undefined;

/**
 * A language, with times in the viewer's zone: UTC in the page the server sends, the browser's own once it runs. Its
 * texts are no part of the page, of which they would be two thirds.
 */
export function ViewerIntl({ locale, children }: { locale: Locale; children: ReactNode }) {
  const timeZone = useSyncExternalStore(
    subscribe,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
  return (
    <IntlProvider locale={locale} messages={use(loadMessages(locale))} timeZone={timeZone} formats={formats}>
      {children}
    </IntlProvider>
  );
}
