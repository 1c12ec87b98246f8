import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BotSettings } from '@/features/bots/bot-settings';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bots.tabs');
  return { title: t('settings') };
}

export default async function Page({ params }: PageProps<{ botId: string }>) {
  return <BotSettings {...(await params)} />;
}
