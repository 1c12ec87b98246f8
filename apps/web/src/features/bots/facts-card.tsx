'use client';

import { buttonStyles } from '@dovecote/ui/button-styles';
import { Card } from '@dovecote/ui/card';
import { CopyButton } from '@dovecote/ui/copy-button';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { ExactTime } from '@/features/shared/exact-time';
import { type Bot, modeOf } from './bot';
import { Username } from './username';

export function FactsCard({ bot }: { bot: Bot }) {
  const t = useTranslations('bots');
  const common = useTranslations('common');
  const { limits } = bot;
  const facts = [
    { label: t('overview.facts.username'), value: <Username of={bot} /> },
    { label: t('overview.facts.telegramId'), value: bot.telegramId },
    { label: t('overview.facts.mode'), value: t(`mode.${modeOf(bot)}`) },
    { label: t('overview.facts.created'), value: <ExactTime at={bot.createdAt} /> },
    {
      label: t('overview.facts.id'),
      value: (
        <span className="flex items-center justify-end gap-1">
          <code className="font-mono text-xs">{bot.id}</code>
          <CopyButton text={bot.id} label={common('copy')} copiedLabel={common('copied')} isIconOnly />
        </span>
      ),
    },
  ];
  return (
    <div className="flex flex-col gap-6">
      <Card
        title={t('overview.limits.title')}
        description={t('overview.limits.setBy', { who: limits.setBy })}
        actions={
          <Link href={`/bots/${bot.id}/settings#limits`} className={buttonStyles({ size: 'small' })}>
            {t('overview.limits.change')}
          </Link>
        }
      >
        <ul className="flex flex-col gap-1 text-sm">
          <li>{t('overview.limits.perSecond', { count: limits.requestsPerSecond })}</li>
          <li>{t('overview.limits.concurrent', { count: limits.maxConcurrent })}</li>
          <li className="text-ink-muted">{t('overview.health.waiting', { count: bot.waiting.count })}</li>
        </ul>
      </Card>
      <Card title={t('overview.facts.title')}>
        <dl className="-my-1.5 flex flex-col">
          {facts.map((fact) => (
            <div key={fact.label} className="flex min-h-9 items-center justify-between gap-4 text-sm">
              <dt className="shrink-0 text-ink-muted">{fact.label}</dt>
              <dd className="min-w-0 text-end">{fact.value}</dd>
            </div>
          ))}
        </dl>
      </Card>
    </div>
  );
}
