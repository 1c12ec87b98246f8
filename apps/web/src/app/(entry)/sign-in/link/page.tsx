import { Banner } from '@dovecote/ui/banner';
import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { EntryFrame } from '@/features/session/entry-frame';
import { OneTimeLinkForm } from '@/features/session/one-time-link-form';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session.link');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

export default async function OneTimeLinkPage({ searchParams }: PageProps) {
  const [t, query] = await Promise.all([getTranslations('session.link'), searchParams]);
  return (
    <EntryFrame title={t('title')} lead={t('lead')}>
      {typeof query.token === 'string' ? (
        <OneTimeLinkForm token={query.token} />
      ) : (
        <Banner tone="warn">{t('missing')}</Banner>
      )}
    </EntryFrame>
  );
}
