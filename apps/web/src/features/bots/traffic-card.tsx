'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Segmented } from '@dovecote/ui/segmented';
import { Skeleton } from '@dovecote/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { ChartLine, Download, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { Loaded } from '@/features/shared/loaded';
import { saveFile } from '@/features/shared/save-file';
import { toCsv } from '@/features/shared/to-csv';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { TrafficTable } from './traffic-table';

export type Stats = Outputs['bots']['stats'];

const ranges = ['1h', '24h', '7d'] as const;

const TrafficChart = dynamic(() => import('./traffic-chart').then((module) => module.TrafficChart), {
  loading: () => <Skeleton className="h-64 w-full" />,
  ssr: false,
});

/** What the bot did over a span, as a chart, a table or a file. */
export function TrafficCard({ botId }: { botId: string }) {
  const t = useTranslations('bots.overview.chart');
  const trpc = useTRPC();
  const [range, setRange] = useQueryState('range', parseAsStringLiteral(ranges).withDefault('24h'));
  const [isTable, setTable] = useState(false);
  const stats = useQuery(trpc.bots.stats.queryOptions({ id: botId, range }, { placeholderData: (old) => old }));
  const download = () => {
    const rows = stats.data?.series.map((point) => [point.at, point.updates, point.calls, point.errors]) ?? [];
    saveFile(`${botId}-${range}.csv`, 'text/csv', toCsv([['at', 'updates', 'calls', 'errors'], ...rows]));
  };
  return (
    <Card
      title={t('title')}
      description={
        stats.data === undefined
          ? undefined
          : t('summary', {
              received: stats.data.totals.updates,
              calls: stats.data.totals.calls,
              errors: stats.data.totals.errors,
            })
      }
      actions={
        <Segmented
          label={t('range')}
          value={range}
          onChange={setRange}
          options={ranges.map((value) => ({ value, label: t(`ranges.${value}`) }))}
        />
      }
      footer={
        <div className="flex flex-wrap gap-1">
          <Button tone="quiet" size="small" onClick={() => setTable(!isTable)}>
            {isTable ? <ChartLine aria-hidden="true" /> : <Table2 aria-hidden="true" />}
            {isTable ? t('asChart') : t('asTable')}
          </Button>
          <Button tone="quiet" size="small" onClick={download} disabled={stats.data === undefined}>
            <Download aria-hidden="true" />
            {t('csv')}
          </Button>
        </div>
      }
    >
      <Loaded query={stats} skeleton={<Skeleton className="h-64 w-full" />}>
        {(data) =>
          isTable ? (
            <TrafficTable stats={data} />
          ) : data.totals.updates + data.totals.calls === 0 ? (
            <p className="flex h-64 items-center justify-center text-ink-muted text-sm">{t('empty')}</p>
          ) : (
            <TrafficChart stats={data} />
          )
        }
      </Loaded>
    </Card>
  );
}
