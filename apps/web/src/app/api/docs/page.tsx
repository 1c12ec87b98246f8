import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { ReferencePage } from '@/features/reference/reference-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('reference');
  return { title: t('title') };
}

export default function Page() {
  return <ReferencePage />;
}
