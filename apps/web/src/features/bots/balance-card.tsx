'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Segmented } from '@dovecote/ui/segmented';
import { Skeleton } from '@dovecote/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { ChartColumn, Download, Table2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useState } from 'react';
import { Loaded } from '@/features/shared/loaded';
import { saveFile } from '@/features/shared/save-file';
import { toCsv } from '@/features/shared/to-csv';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { BalanceLedger } from './balance-ledger';
import { BalanceTable } from './balance-table';
import type { Bot } from './bot';

export type Balance = Outputs['bots']['balance'];

const ranges = ['15m', '1h', '6h'] as const;

const BalanceChart = dynamic(() => import('./balance-chart').then((module) => module.BalanceChart), {
  loading: () => <Skeleton className="h-48 w-full" />,
  ssr: false,
});

function isQuiet({ received, done, skipped, deadLettered, waiting }: Balance['series'][number]): boolean {
  return received + done + skipped + deadLettered + waiting === 0;
}

/** received = done + skipped + failed + waiting, as figures and minute by minute. */
export function BalanceCard({ bot }: { bot: Bot }) {
  const t = useTranslations('journal.balance');
  const trpc = useTRPC();
  const [range, setRange] = useQueryState('minutes', parseAsStringLiteral(ranges).withDefault('1h'));
  const [isTable, setTable] = useState(false);
  const balance = useQuery(
    trpc.bots.balance.queryOptions({ id: bot.id, range }, { placeholderData: (old) => old, refetchInterval: 60_000 }),
  );
  const download = () => {
    const rows = balance.data?.series.map((point) => [
      point.at,
      point.received,
      point.done,
      point.skipped,
      point.deadLettered,
      point.waiting,
    ]);
    const header = ['at', 'received', 'done', 'skipped', 'deadLettered', 'waiting'];
    saveFile(`${bot.id}-balance-${range}.csv`, 'text/csv', toCsv([header, ...(rows ?? [])]));
  };
  return (
    <Card
      title={t('title')}
      description={t('description')}
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
            {isTable ? <ChartColumn aria-hidden="true" /> : <Table2 aria-hidden="true" />}
            {isTable ? t('asChart') : t('asTable')}
          </Button>
          <Button tone="quiet" size="small" onClick={download} disabled={balance.data === undefined}>
            <Download aria-hidden="true" />
            {t('csv')}
          </Button>
        </div>
      }
    >
      <div className="flex flex-col gap-5">
        <BalanceLedger bot={bot} balance={balance.data} />
        <Loaded query={balance} skeleton={<Skeleton className="h-48 w-full" />}>
          {(data) =>
            data.series.every(isQuiet) ? (
              <p className="flex h-32 items-center justify-center text-ink-muted text-sm">{t('empty')}</p>
            ) : isTable ? (
              <BalanceTable balance={data} />
            ) : (
              <BalanceChart balance={data} />
            )
          }
        </Loaded>
      </div>
    </Card>
  );
}
