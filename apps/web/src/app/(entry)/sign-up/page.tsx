import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EntryFrame } from '@/features/session/entry-frame';
import { SignUpForm } from '@/features/session/sign-up-form';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session.signUp');
  return { title: t('title') };
}

export default async function SignUpPage() {
  const t = await getTranslations('session.signUp');
  return (
    <EntryFrame
      title={t('title')}
      lead={t('lead')}
      footer={
        <>
          {t('other')}{' '}
          <Link href="/sign-in" className="focus-ring rounded font-medium text-accent-ink underline underline-offset-4">
            {t('otherLink')}
          </Link>
        </>
      }
    >
      <SignUpForm />
    </EntryFrame>
  );
}
