import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { BotOverview } from '@/features/bots/bot-overview';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('bots.tabs');
  return { title: t('overview') };
}

export default async function Page({ params }: PageProps<{ botId: string }>) {
  return <BotOverview {...(await params)} />;
}
