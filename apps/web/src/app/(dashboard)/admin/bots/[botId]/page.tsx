import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminBotPage } from '@/features/admin/admin-bot-page';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.bot');
  return { title: t('title') };
}

export default async function Page({ params }: PageProps<{ botId: string }>) {
  const { botId } = await params;
  return <AdminBotPage botId={botId} />;
}
