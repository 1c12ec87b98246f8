import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { PlaygroundPage } from '@/features/playground/playground-page';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bots.tabs');
  return { title: t('playground') };
}

export default async function Page({ params }: PageProps<{ botId: string }>) {
  return <PlaygroundPage {...(await params)} />;
}
