import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import { NewDraft } from '@/features/wizard/new-draft';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard');
  return { title: t('title') };
}

export default function Page() {
  return <NewDraft />;
}
