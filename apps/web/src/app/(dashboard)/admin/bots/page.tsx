import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { AdminBotsPage } from '@/features/admin/admin-bots-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('admin.bots');
  return { title: t('title') };
}

export default function Page() {
  return <AdminBotsPage />;
}
