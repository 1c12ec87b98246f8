import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ModulesPage } from '@/features/modules/modules-page';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bots.tabs');
  return { title: t('modules') };
}

export default async function Page({ params }: PageProps<{ botId: string }>) {
  return <ModulesPage {...(await params)} />;
}
