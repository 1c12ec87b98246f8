import { buttonStyles } from '@dovecote/ui/button-styles';
import { EmptyState } from '@dovecote/ui/empty-state';
import Link from 'next/link';
import { useTranslations } from 'next-intl';

export default function NotFoundPage() {
  const t = useTranslations('common.notFound');
  return (
    <main className="flex min-h-[70dvh] flex-col justify-center">
      <h1 className="sr-only">{t('title')}</h1>
      <EmptyState
        title={t('title')}
        description={t('description')}
        action={
          <Link href="/bots" className={buttonStyles({ tone: 'primary' })}>
            {t('action')}
          </Link>
        }
      />
    </main>
  );
}
