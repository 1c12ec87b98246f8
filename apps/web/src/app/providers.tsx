import { DirectionProvider } from '@dovecote/ui/direction-provider';
import { ThemeProvider } from '@dovecote/ui/theme-provider';
import { Toaster } from '@dovecote/ui/toaster';
import { NextIntlClientProvider } from 'next-intl';
import { getTranslations } from 'next-intl/server';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { ViewerTimeZone } from '@/i18n/viewer-time-zone';
import { DataProvider } from '@/trpc/data-provider';

interface ProvidersProps {
  nonce: string | undefined;
  dir: 'ltr' | 'rtl';
  children: ReactNode;
}

/** All that every page stands on: theme, language, direction, URL state, data, notices. */
export async function Providers({ nonce, dir, children }: ProvidersProps) {
  const t = await getTranslations('common');
  return (
    <ThemeProvider nonce={nonce}>
      <NextIntlClientProvider>
        <ViewerTimeZone>
          <DirectionProvider direction={dir}>
            <NuqsAdapter>
              <DataProvider>{children}</DataProvider>
            </NuqsAdapter>
          </DirectionProvider>
        </ViewerTimeZone>
      </NextIntlClientProvider>
      <Toaster label={t('notices')} dir={dir} />
    </ThemeProvider>
  );
}
