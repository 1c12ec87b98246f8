import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { DeadLettersPage } from '@/features/dead-letters/dead-letters-page';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('journal.deadLetters');
  return { title: t('tab') };
}

export default async function Page({ params }: PageProps<{ botId: string }>) {
  return <DeadLettersPage {...(await params)} />;
}
