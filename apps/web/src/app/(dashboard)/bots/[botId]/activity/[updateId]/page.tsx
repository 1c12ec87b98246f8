import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { UpdatePage } from '@/features/activity/update-page';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bots.tabs');
  return { title: t('activity') };
}

export default async function Page({ params }: PageProps<{ botId: string; updateId: string }>) {
  return <UpdatePage {...(await params)} />;
}
