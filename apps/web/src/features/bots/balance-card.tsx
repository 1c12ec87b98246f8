'use client';

import { Card } from '@dovecote/ui/card';
import { Stat } from '@dovecote/ui/stat';
import { useFormatter, useTranslations } from 'next-intl';
import type { Bot } from './bot';

const lines = ['received', 'done', 'skipped', 'deadLettered', 'waiting', 'calls', 'errors'] as const;

/** received = done + skipped + failed + waiting */
export function BalanceCard({ totals }: Pick<Bot, 'totals'>) {
  const t = useTranslations('bots.overview.balance');
  const format = useFormatter();
  return (
    <Card title={t('title')} description={t('description')}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-5 sm:grid-cols-4 lg:grid-cols-7">
        {lines.map((line) => (
          <Stat key={line} label={t(line)} value={format.number(totals[line])} />
        ))}
      </dl>
    </Card>
  );
}
