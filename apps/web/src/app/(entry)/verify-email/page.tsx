import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EntryFrame } from '@/features/session/entry-frame';
import { VerifyEmailForm } from '@/features/session/verify-email-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session.verify');
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

export default async function VerifyEmailPage() {
  const [t, common] = await Promise.all([getTranslations('session.verify'), getTranslations('session.signUp')]);
  return (
    <EntryFrame
      title={t('title')}
      lead={t('lead')}
      footer={
        <Link href="/sign-in" className="focus-ring rounded font-medium text-accent-ink underline underline-offset-4">
          {common('otherLink')}
        </Link>
      }
    >
      <VerifyEmailForm />
    </EntryFrame>
  );
}
