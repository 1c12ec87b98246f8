import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BotsPage } from '@/features/bots/bots-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bots.list');
  return { title: t('title') };
}

export default function Page() {
  return <BotsPage />;
}
