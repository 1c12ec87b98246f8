import type { Metadata, Viewport } from 'next';
import { headers } from 'next/headers';
import { getLocale, getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { directionOf } from '@/i18n/locales';
import { Providers } from './providers';
import './globals.css';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('common');
  return {
    title: { default: t('product'), template: `%s · ${t('product')}` },
    description: t('tagline'),
    icons: { icon: '/icon.svg' },
  };
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f9fafb' },
    { media: '(prefers-color-scheme: dark)', color: '#0d1114' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [locale, headerList, t] = await Promise.all([getLocale(), headers(), getTranslations('common')]);
  return (
    <html lang={locale} dir={directionOf(locale)} suppressHydrationWarning>
      <body>
        <Providers nonce={headerList.get('x-nonce') ?? undefined} dir={directionOf(locale)}>
          {children}
        </Providers>
        <noscript>{t('noScript')}</noscript>
        {/* Next takes a page's title away some milliseconds before the next one's is there. `itemProp` keeps this one
            here, behind theirs, where it counts only meanwhile. */}
        <title itemProp="name">{t('product')}</title>
      </body>
    </html>
  );
}
