'use client';

import { DataTable } from '@dovecote/ui/data-table';
import { useFormatter, useTranslations } from 'next-intl';
import type { Balance } from './balance-card';

const columns = ['received', 'done', 'skipped', 'deadLettered', 'waiting'] as const;

export function BalanceTable({ balance }: { balance: Balance }) {
  const t = useTranslations('journal.balance');
  const format = useFormatter();
  const rows = balance.series.filter((point) => columns.some((column) => point[column] > 0)).reverse();
  return (
    <div className="-mx-4 max-h-80 overflow-y-auto sm:-mx-5">
      <DataTable
        caption={t('perMinute')}
        rows={rows}
        rowId={(point) => point.at}
        columns={[
          {
            id: 'at',
            header: t('time'),
            isTitle: true,
            cell: (point) => (
              <time dateTime={point.at} suppressHydrationWarning>
                {format.dateTime(new Date(point.at), 'clock')}
              </time>
            ),
          },
          ...columns.map((column) => ({
            id: column,
            header: column === 'waiting' ? t('waitingAtEnd') : t(column),
            isNumeric: true,
            cell: (point: (typeof rows)[number]) => format.number(point[column]),
          })),
        ]}
      />
    </div>
  );
}
