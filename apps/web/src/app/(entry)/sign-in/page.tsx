import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import { EntryFrame } from '@/features/session/entry-frame';
import { SignInForm } from '@/features/session/sign-in-form';
import type { PageProps } from '@/features/shared/page-props';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('session.signIn');
  return { title: t('title') };
}

export default async function SignInPage({ searchParams }: PageProps) {
  const [t, query] = await Promise.all([getTranslations('session.signIn'), searchParams]);
  const next = typeof query.next === 'string' ? query.next : undefined;
  return (
    <EntryFrame
      title={t('title')}
      lead={t('lead')}
      footer={
        <>
          {t('other')}{' '}
          <Link href="/sign-up" className="focus-ring rounded font-medium text-accent-ink underline underline-offset-4">
            {t('otherLink')}
          </Link>
        </>
      }
    >
      <SignInForm nextPath={next} isEnded={query.ended === '1'} isReset={query.reset === '1'} />
    </EntryFrame>
  );
}
