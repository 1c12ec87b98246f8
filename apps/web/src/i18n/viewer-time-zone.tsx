'use client';

import { IntlProvider, useLocale, useMessages } from 'next-intl';
import { type ReactNode, useSyncExternalStore } from 'react';
import { formats } from './formats';

const subscribe = () => () => undefined;

/** Shows times in the viewer's zone: UTC in the page the server sends, the browser's own once it runs. */
export function ViewerTimeZone({ children }: { children: ReactNode }) {
  const timeZone = useSyncExternalStore(
    subscribe,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  );
  return (
    <IntlProvider locale={useLocale()} messages={useMessages()} timeZone={timeZone} formats={formats}>
      {children}
    </IntlProvider>
  );
}
