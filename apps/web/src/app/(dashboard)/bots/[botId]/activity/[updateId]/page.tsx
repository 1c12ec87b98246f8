import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { UpdatePage } from '@/features/activity/update-page';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bots.tabs');
  return { title: t('activity') };
}

export default async function Page({ params }: PageProps<{ botId: string; updateId: string }>) {
  const { botId, updateId } = await params;
  // Next gives the segment as it stands in the address, and `job:12:1763` is written `job%3A12%3A1763` there.
  return <UpdatePage botId={botId} updateId={decodeURIComponent(updateId)} />;
}
