import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EntryFrame } from '@/features/session/entry-frame';
import { SignUpForm } from '@/features/session/sign-up-form';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session.signUp');
  return { title: t('title') };
}

export default async function SignUpPage({ searchParams }: PageProps) {
  const [t, query] = await Promise.all([getTranslations('session.signUp'), searchParams]);
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
      <SignUpForm invitation={typeof query.invitation === 'string' ? query.invitation : undefined} />
    </EntryFrame>
  );
}
