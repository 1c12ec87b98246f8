'use client';

import { type DataColumn, DataTable } from '@dovecote/ui/data-table';
import { useFormatter, useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { Ago } from '@/features/shared/ago';
import { type Bot, modeOf } from './bot';
import { BotCell } from './bot-cell';
import { BotStatusBadge } from './bot-status-badge';
import { StatusReason } from './status-reason';

export function BotTable({ bots }: { bots: Bot[] }) {
  const t = useTranslations('bots');
  const format = useFormatter();
  const columns = useMemo<DataColumn<Bot>[]>(
    () => [
      {
        id: 'bot',
        header: t('list.columns.bot'),
        isTitle: true,
        cell: (bot) => <BotCell bot={bot} href={`/bots/${bot.id}`} />,
      },
      {
        id: 'status',
        header: t('list.columns.status'),
        cell: (bot) => (
          <span className="flex max-w-80 flex-col @xl/table:min-w-36 @4xl/table:min-w-52 gap-1 @max-xl/table:items-end @max-xl/table:text-end">
            <BotStatusBadge bot={bot} />
            <StatusReason bot={bot} />
          </span>
        ),
      },
      { id: 'mode', header: t('list.columns.mode'), cell: (bot) => t(`mode.${modeOf(bot)}`) },
      {
        id: 'handled',
        header: t('list.columns.handled'),
        isNumeric: true,
        cell: (bot) => format.number(bot.totals.done + bot.totals.skipped),
      },
      {
        id: 'waiting',
        header: t('list.columns.waiting'),
        isNumeric: true,
        cell: (bot) => format.number(bot.waiting.count),
      },
      {
        id: 'last',
        header: t('list.columns.last'),
        isNumeric: true,
        cell: (bot) =>
          bot.lastUpdateAt === null ? (
            <span className="text-ink-faint">{t('list.noUpdates')}</span>
          ) : (
            <Ago at={bot.lastUpdateAt} />
          ),
      },
    ],
    [t, format],
  );
  return <DataTable rows={bots} columns={columns} rowId={(bot) => bot.id} caption={t('list.caption')} />;
}
