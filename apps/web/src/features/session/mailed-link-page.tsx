import type { Metadata } from 'next';
import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReactNode } from 'react';
import { EntryFrame } from './entry-frame';

type Part = 'forgot' | 'reset' | 'verify';

/** Of a page whose address may hold a mailed token: no other site and no search engine learns it. */
export async function mailedLinkMetadata(part: Part): Promise<Metadata> {
  const t = await getTranslations(`session.${part}`);
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false } };
}

/** One step of getting in by mail, with the way back to the sign-in page. */
export async function MailedLinkPage({ part, children }: { part: Part; children: ReactNode }) {
  const [t, common] = await Promise.all([getTranslations(`session.${part}`), getTranslations('session.signUp')]);
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
      {children}
    </EntryFrame>
  );
}
