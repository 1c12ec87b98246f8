'use client';

import { DataTable } from '@dovecote/ui/data-table';
import { useTranslations } from 'next-intl';
import { BotCell } from '@/features/bots/bot-cell';
import { BotStatusBadge } from '@/features/bots/bot-status-badge';
import { StatusReason } from '@/features/bots/status-reason';
import { Ago } from '@/features/shared/ago';
import type { AdminAct } from './admin-act-dialog';
import type { AdminBot } from './admin-bot';
import { AdminBotMenu } from './admin-bot-menu';
import { LimitsText } from './limits-text';
import { TotalsText } from './totals-text';

interface AdminBotTableProps {
  bots: AdminBot[];
  isStale: boolean;
  onAct: (act: AdminAct) => void;
}

export function AdminBotTable({ bots, isStale, onAct }: AdminBotTableProps) {
  const t = useTranslations('admin.bots');
  return (
    <DataTable
      caption={t('caption')}
      rows={bots}
      rowId={(bot) => bot.id}
      isStale={isStale}
      columns={[
        {
          id: 'bot',
          header: t('columns.bot'),
          isTitle: true,
          cell: (bot) => <BotCell bot={bot} href={`/admin/bots/${bot.id}`} />,
        },
        {
          id: 'owner',
          header: t('columns.owner'),
          cell: (bot) => (
            <span className="wrap-anywhere flex min-w-0 flex-col @xl/table:min-w-32 @max-xl/table:items-end @max-xl/table:text-end">
              <span>{bot.owner?.email ?? '–'}</span>
              <span className="text-ink-muted text-xs">
                <bdi>{bot.workspace.name}</bdi> · {bot.workspace.planTitle}
              </span>
            </span>
          ),
        },
        {
          id: 'status',
          header: t('columns.status'),
          cell: (bot) => (
            <span className="flex max-w-60 flex-col @xl/table:min-w-36 gap-1 @max-xl/table:items-end @max-xl/table:text-end">
              <BotStatusBadge bot={bot} />
              <StatusReason bot={bot} />
            </span>
          ),
        },
        {
          id: 'limits',
          header: t('columns.limits'),
          cell: (bot) => <LimitsText limits={bot.limits} />,
        },
        {
          id: 'totals',
          header: t('columns.totals'),
          cell: (bot) => <TotalsText totals={bot.totals} />,
        },
        { id: 'created', header: t('columns.created'), isNumeric: true, cell: (bot) => <Ago at={bot.createdAt} /> },
        {
          id: 'acts',
          header: t('columns.acts'),
          isBare: true,
          cell: (bot) => (
            <span className="relative z-10 ms-auto flex w-fit">
              <AdminBotMenu bot={bot} onAct={onAct} />
            </span>
          ),
        },
      ]}
    />
  );
}
