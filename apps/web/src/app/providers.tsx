import { DirectionProvider } from '@dovecote/ui/direction-provider';
import { ThemeProvider } from '@dovecote/ui/theme-provider';
import { Toaster } from '@dovecote/ui/toaster';
import { getLocale, getTranslations } from 'next-intl/server';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { ViewerIntl } from '@/i18n/viewer-intl';
import { DataProvider } from '@/trpc/data-provider';

interface ProvidersProps {
  nonce: string | undefined;
  dir: 'ltr' | 'rtl';
  children: ReactNode;
}

/** All that every page stands on: theme, language, direction, URL state, data, notices. */
export async function Providers({ nonce, dir, children }: ProvidersProps) {
  const [locale, t] = await Promise.all([getLocale(), getTranslations('common')]);
  return (
    <ThemeProvider nonce={nonce}>
      <ViewerIntl locale={locale}>
        <DirectionProvider direction={dir}>
          <NuqsAdapter>
            <DataProvider>{children}</DataProvider>
          </NuqsAdapter>
        </DirectionProvider>
      </ViewerIntl>
      <Toaster label={t('notices')} dir={dir} />
    </ThemeProvider>
  );
}
