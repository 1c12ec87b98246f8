'use client';

import { DataTable } from '@dovecote/ui/data-table';
import { StatusBadge } from '@dovecote/ui/status-badge';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useModuleName } from '@/features/modules/use-module-name';
import { Ago } from '@/features/shared/ago';
import { useSpan } from '@/features/shared/use-span';
import { type Update, updateTones } from './update';
import { useKindName } from './use-kind-name';
import { useReasonWords } from './use-reason-words';

interface ActivityTableProps {
  botId: string;
  updates: Update[];
  isStale: boolean;
}

export function ActivityTable({ botId, updates, isStale }: ActivityTableProps) {
  const t = useTranslations('bots.activity');
  const format = useFormatter();
  const span = useSpan();
  const kindName = useKindName();
  const reasonWords = useReasonWords();
  const moduleName = useModuleName(botId);
  return (
    <DataTable
      caption={t('caption')}
      rows={updates}
      rowId={(update) => update.id}
      isStale={isStale}
      columns={[
        {
          id: 'what',
          header: t('columns.what'),
          isTitle: true,
          cell: (update) => (
            <Link
              href={`/bots/${botId}/activity/${update.id}`}
              className="focus-ring flex flex-col rounded text-ink no-underline after:absolute after:inset-0 hover:underline"
            >
              <span className="font-medium">
                {kindName(update.kind)}
                {update.command === null ? '' : ` /${update.command}`}
              </span>
              <span className="text-ink-faint text-xs">{update.id}</span>
            </Link>
          ),
        },
        {
          id: 'state',
          header: t('columns.state'),
          cell: (update) => (
            <span className="flex max-w-72 flex-col gap-1 @max-xl/table:items-end @max-xl/table:text-end">
              <StatusBadge tone={updateTones[update.state]} isBusy={update.state === 'waiting'}>
                {t(`states.${update.state}`)}
              </StatusBadge>
              {update.reason === null ? null : (
                <span className="text-ink-muted text-xs">{reasonWords(update.reason, update.kind)}</span>
              )}
            </span>
          ),
        },
        {
          id: 'module',
          header: t('columns.module'),
          cell: (update) => (update.moduleId === null ? '–' : moduleName(update.moduleId)),
        },
        { id: 'calls', header: t('columns.calls'), isNumeric: true, cell: (update) => format.number(update.calls) },
        {
          id: 'took',
          header: t('columns.took'),
          isNumeric: true,
          cell: (update) => (update.handleMs === null ? '–' : span(update.handleMs)),
        },
        { id: 'when', header: t('columns.when'), isNumeric: true, cell: (update) => <Ago at={update.receivedAt} /> },
      ]}
    />
  );
}
