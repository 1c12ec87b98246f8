import type { Metadata } from 'next';
import { getTranslations } from 'next-intl/server';
import type { PageProps } from '@/features/shared/page-props';
import { WebhookPage } from '@/features/webhooks/webhook-page';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('webhooks');
  return { title: t('title') };
}

export default async function Page({ params }: PageProps<{ webhookId: string }>) {
  return <WebhookPage {...(await params)} />;
}
