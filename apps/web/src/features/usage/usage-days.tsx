'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { DataTable } from '@dovecote/ui/data-table';
import { Skeleton } from '@dovecote/ui/skeleton';
import { ChartColumn, Download, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useFormatter, useTranslations } from 'next-intl';
import { useState } from 'react';
import { saveFile } from '@/features/shared/save-file';
import { toCsv } from '@/features/shared/to-csv';
import type { Usage } from './usage-page';

const UsageChart = dynamic(() => import('./usage-chart').then((module) => module.UsageChart), {
  loading: () => <Skeleton className="h-64 w-full" />,
  ssr: false,
});

/** Updates of the last 30 days, as a chart, a table or a file. */
export function UsageDays({ usage }: { usage: Usage }) {
  const t = useTranslations('usage');
  const chart = useTranslations('bots.overview.chart');
  const format = useFormatter();
  const [isTable, setTable] = useState(false);
  const rows = usage.days.filter((day) => day.updates > 0).reverse();
  const download = () => {
    const lines = usage.days.map((day) => [day.day, day.updates, day.peakMinute]);
    saveFile('usage.csv', 'text/csv', toCsv([['day', 'updates', 'peakMinute'], ...lines]));
  };
  return (
    <Card
      title={t('daily')}
      description={t('dailyLead')}
      footer={
        <div className="flex flex-wrap gap-1">
          <Button tone="quiet" size="small" onClick={() => setTable(!isTable)}>
            {isTable ? <ChartColumn aria-hidden="true" /> : <Table2 aria-hidden="true" />}
            {isTable ? chart('asChart') : chart('asTable')}
          </Button>
          <Button tone="quiet" size="small" onClick={download}>
            <Download aria-hidden="true" />
            {chart('csv')}
          </Button>
        </div>
      }
    >
      {rows.length === 0 ? (
        <p className="flex h-64 items-center justify-center text-ink-muted text-sm">{t('empty')}</p>
      ) : isTable ? (
        <div className="-mx-4 max-h-80 overflow-y-auto sm:-mx-5">
          <DataTable
            caption={t('daily')}
            rows={rows}
            rowId={(day) => day.day}
            columns={[
              {
                id: 'day',
                header: t('day'),
                isTitle: true,
                cell: ({ day }) => format.dateTime(new Date(day), { dateStyle: 'medium', timeZone: 'UTC' }),
              },
              { id: 'updates', header: t('updates'), isNumeric: true, cell: (day) => format.number(day.updates) },
              { id: 'peak', header: t('peakMinute'), isNumeric: true, cell: (day) => format.number(day.peakMinute) },
            ]}
          />
        </div>
      ) : (
        <UsageChart usage={usage} />
      )}
    </Card>
  );
}
