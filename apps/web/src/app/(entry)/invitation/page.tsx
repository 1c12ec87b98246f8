import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { InvitationView } from '@/features/invitation/invitation-view';
import { EntryFrame } from '@/features/session/entry-frame';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session.invitation');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

export default async function InvitationPage({ searchParams }: PageProps) {
  const [t, query] = await Promise.all([getTranslations('session.invitation'), searchParams]);
  return (
    <EntryFrame title={t('title')} lead={t('lead')}>
      <InvitationView token={typeof query.token === 'string' ? query.token : ''} />
    </EntryFrame>
  );
}
