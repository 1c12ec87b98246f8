'use client';

import Link from 'next/link';
import { useFormatter, useNow, useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useSpan } from '@/features/shared/use-span';
import type { Bot } from './bot';

interface ConcernTextProps {
  bot: Pick<Bot, 'id' | 'limits'>;
  concern: NonNullable<Bot['concern']>;
  /** Plain words inside another link. */
  hasLinks?: boolean;
}

const dayMs = 86_400_000;

/** What an owner should know of a bot, and where to act on it. */
export function ConcernText({ bot, concern, hasLinks = true }: ConcernTextProps) {
  const t = useTranslations('journal.concern');
  const span = useSpan();
  const format = useFormatter();
  const now = useNow();
  const linkTo = (href: string) => (words: ReactNode) =>
    hasLinks ? (
      <Link href={href} className="focus-ring whitespace-nowrap rounded underline">
        {words}
      </Link>
    ) : (
      words
    );
  if (concern.kind === 'unanswered') {
    return <span>{t('unanswered', { count: concern.messages, span: span(concern.sinceMs) })}</span>;
  }
  if (concern.kind === 'failing') {
    const { updates: count, tries } = concern;
    const from = new Date(concern.since);
    const isRecent = now.getTime() - from.getTime() < dayMs;
    const since = format.dateTime(from, isRecent ? 'clock' : 'exact');
    return <span>{t.rich('failing', { count, tries, since, link: linkTo(`/bots/${bot.id}/dead-letters`) })}</span>;
  }
  const wait = t('wait', { count: concern.updates, span: span(concern.oldestMs) });
  return (
    <span>
      {wait} {concern.isFull ? `${t('full')} ` : null}
      {concern.kind === 'slow' || concern.kind === 'catching_up'
        ? t(concern.kind)
        : concern.kind === 'over_plan'
          ? t.rich('overPlan', { perMinute: concern.perMinute, link: linkTo('/usage') })
          : t.rich('overLimit', {
              perSecond: bot.limits.requestsPerSecond,
              concurrent: bot.limits.maxConcurrent,
              link: linkTo(`/bots/${bot.id}/settings#limits`),
            })}
    </span>
  );
}
