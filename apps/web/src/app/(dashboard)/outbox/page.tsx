import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { MailsPage } from '@/features/mails/mails-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('mails');
  return { title: t('title') };
}

export default function Page() {
  return <MailsPage />;
}
