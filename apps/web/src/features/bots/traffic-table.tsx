'use client';

import { DataTable } from '@dovecote/ui/data-table';
import { useFormatter, useTranslations } from 'next-intl';
import { ExactTime } from '@/features/shared/exact-time';
import type { Stats } from './traffic-card';

export function TrafficTable({ stats }: { stats: Stats }) {
  const t = useTranslations('bots.overview.chart');
  const format = useFormatter();
  const latency = (value: number | null) => (value === null ? '–' : t('ms', { value: format.number(value) }));
  const rows = stats.series.filter((point) => point.updates + point.calls + point.errors > 0).reverse();
  return (
    <div className="-mx-4 max-h-80 overflow-y-auto sm:-mx-5">
      <DataTable
        caption={t('title')}
        rows={rows}
        rowId={(point) => point.at}
        columns={[
          { id: 'at', header: t('time'), isTitle: true, cell: (point) => <ExactTime at={point.at} /> },
          { id: 'updates', header: t('received'), isNumeric: true, cell: (point) => format.number(point.updates) },
          { id: 'calls', header: t('calls'), isNumeric: true, cell: (point) => format.number(point.calls) },
          { id: 'errors', header: t('errors'), isNumeric: true, cell: (point) => format.number(point.errors) },
          { id: 'p50', header: t('p50'), isNumeric: true, cell: (point) => latency(point.latencyP50Ms) },
          { id: 'p95', header: t('p95'), isNumeric: true, cell: (point) => latency(point.latencyP95Ms) },
        ]}
      />
    </div>
  );
}
