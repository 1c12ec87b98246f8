'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useSpan } from '@/features/shared/use-span';
import type { Bot } from './bot';

interface ConcernTextProps {
  bot: Pick<Bot, 'id' | 'limits'>;
  concern: NonNullable<Bot['concern']>;
  /** Left out inside another link. */
  hasLinks?: boolean;
}

/** What an owner should know of a running bot, and where to act on it. */
export function ConcernText({ bot, concern, hasLinks = true }: ConcernTextProps) {
  const t = useTranslations('journal.concern');
  const span = useSpan();
  const linkTo = (page: string) => (words: ReactNode) =>
    hasLinks ? (
      <Link href={`/bots/${bot.id}/${page}`} className="focus-ring whitespace-nowrap rounded underline">
        {words}
      </Link>
    ) : null;
  if (concern.kind === 'failing') {
    const { updates: count, tries } = concern;
    return <span>{t.rich('failing', { count, tries, link: linkTo('dead-letters') })}</span>;
  }
  const wait = t('wait', { count: concern.updates, span: span(concern.oldestMs) });
  return (
    <span>
      {wait}{' '}
      {concern.kind === 'slow'
        ? t('slow')
        : t.rich('overLimit', {
            perSecond: bot.limits.requestsPerSecond,
            concurrent: bot.limits.maxConcurrent,
            link: linkTo('settings#limits'),
          })}
    </span>
  );
}
