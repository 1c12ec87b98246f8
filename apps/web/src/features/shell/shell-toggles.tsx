'use client';

import { Button } from '@dovecote/ui/button';
import { Menu } from '@dovecote/ui/menu';
import { ThemeToggle } from '@dovecote/ui/theme-toggle';
import { Check, Languages } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useLocale, useTranslations } from 'next-intl';
import { type Locale, localeCookie, locales } from '@/i18n/locales';

const yearSeconds = 31_536_000;

/** Language and theme. */
export function ShellToggles() {
  const t = useTranslations('common');
  const current = useLocale();
  const router = useRouter();
  const choose = (locale: Locale) => {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
    document.cookie = `${localeCookie}=${locale}; path=/; max-age=${yearSeconds}; samesite=lax`;
    router.refresh();
  };
  return (
    <>
      <Menu
        trigger={
          <Button tone="quiet" size="icon" aria-label={t('shell.language')}>
            <Languages aria-hidden="true" />
          </Button>
        }
        groups={[
          locales.map((locale) => ({
            id: locale,
            label: <span lang={locale}>{t(`languages.${locale}`)}</span>,
            icon: <Check aria-hidden="true" className={locale === current ? '' : 'invisible'} />,
            onSelect: () => choose(locale),
          })),
        ]}
      />
      <ThemeToggle label={t('shell.theme')} />
    </>
  );
}
