'use client';

import { Card } from '@dovecote/ui/card';
import { Stat } from '@dovecote/ui/stat';
import { useFormatter, useTranslations } from 'next-intl';
import type { AdminBot } from './admin-bot';

export function AdminTotalsCard({ totals }: { totals: AdminBot['totals'] }) {
  const t = useTranslations('admin.bot');
  const format = useFormatter();
  const stats = [
    { label: t('received'), value: totals.received },
    { label: t('done'), value: totals.done },
    { label: t('skipped'), value: totals.skipped },
    { label: t('failed'), value: totals.deadLettered },
    { label: t('waiting'), value: totals.waiting },
    { label: t('calls'), value: totals.calls },
    { label: t('errors'), value: totals.errors },
  ];
  return (
    <Card title={t('totals')}>
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4 lg:grid-cols-7">
        {stats.map(({ label, value }) => (
          <Stat key={label} label={label} value={format.number(value)} />
        ))}
      </dl>
    </Card>
  );
}
