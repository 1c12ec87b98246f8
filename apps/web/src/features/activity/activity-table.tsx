'use client';

import { DataTable } from '@dovecote/ui/data-table';
import { StatusBadge } from '@dovecote/ui/status-badge';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import { type Update, updateTones } from './update';
import { useKindName } from './use-kind-name';
import { useReasonWords } from './use-reason-words';

export function ActivityTable({ botId, updates }: { botId: string; updates: Update[] }) {
  const t = useTranslations('bots.activity');
  const format = useFormatter();
  const kindName = useKindName();
  const reasonWords = useReasonWords();
  return (
    <DataTable
      caption={t('caption')}
      rows={updates}
      rowId={(update) => update.id}
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
              <span className="font-medium">{kindName(update.kind)}</span>
              <span className="text-ink-faint text-xs">{update.id}</span>
            </Link>
          ),
        },
        {
          id: 'state',
          header: t('columns.state'),
          cell: (update) => (
            <span className="flex max-w-72 flex-col gap-1 max-md:items-end max-md:text-end">
              <StatusBadge tone={updateTones[update.state]} isBusy={update.state === 'waiting'}>
                {t(`states.${update.state}`)}
              </StatusBadge>
              {update.reason === null ? null : (
                <span className="text-ink-muted text-xs">{reasonWords(update.reason)}</span>
              )}
            </span>
          ),
        },
        { id: 'module', header: t('columns.module'), cell: (update) => update.moduleId ?? '–' },
        {
          id: 'took',
          header: t('columns.took'),
          isNumeric: true,
          cell: (update) => (update.handleMs === null ? '–' : t('detail.took', { ms: format.number(update.handleMs) })),
        },
        { id: 'when', header: t('columns.when'), isNumeric: true, cell: (update) => <Ago at={update.receivedAt} /> },
      ]}
    />
  );
}
