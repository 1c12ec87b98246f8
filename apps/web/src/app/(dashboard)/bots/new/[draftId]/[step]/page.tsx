import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { getTranslations } from 'next-intl/server';
import type { PageProps } from '@/features/shared/page-props';
import { WizardPage } from '@/features/wizard/wizard-page';
import { isWizardStep } from '@/features/wizard/wizard-steps';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('wizard');
  return { title: t('title') };
}

export default async function Page({ params }: PageProps<{ draftId: string; step: string }>) {
  const { draftId, step } = await params;
  if (!isWizardStep(step)) notFound();
  return <WizardPage draftId={draftId} step={step} />;
}
