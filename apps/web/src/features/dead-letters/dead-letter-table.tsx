'use client';

import { DataTable } from '@dovecote/ui/data-table';
import Link from 'next/link';
import { useFormatter, useTranslations } from 'next-intl';
import { useKindName } from '@/features/activity/use-kind-name';
import { useReasonWords } from '@/features/activity/use-reason-words';
import { useModuleName } from '@/features/modules/use-module-name';
import { Ago } from '@/features/shared/ago';
import type { Outputs } from '@/trpc/router-types';
import { DeadLetterActs } from './dead-letter-acts';

type DeadLetter = Outputs['bots']['deadLetters']['list']['items'][number];

export function DeadLetterTable({ botId, letters }: { botId: string; letters: DeadLetter[] }) {
  const t = useTranslations('journal.deadLetters');
  const format = useFormatter();
  const kindName = useKindName();
  const reasonWords = useReasonWords();
  const moduleName = useModuleName(botId);
  return (
    <DataTable
      caption={t('caption')}
      rows={letters}
      rowId={(letter) => letter.id}
      columns={[
        {
          id: 'what',
          header: t('columns.what'),
          isTitle: true,
          cell: (letter) => (
            <Link
              href={`/bots/${botId}/activity/${letter.id}`}
              className="focus-ring flex flex-col rounded text-ink no-underline after:absolute after:inset-0 hover:underline"
            >
              <span className="font-medium">
                {kindName(letter.kind)}
                {letter.command === null ? '' : ` /${letter.command}`}
              </span>
              <span className="text-ink-faint text-xs">{letter.id}</span>
            </Link>
          ),
        },
        {
          id: 'reason',
          header: t('columns.reason'),
          cell: (letter) => (
            <span className="wrap-anywhere flex max-w-96 flex-col gap-0.5 @max-xl/table:items-end @max-xl/table:text-end">
              <span>{letter.reason === null ? t('noReason') : reasonWords(letter.reason, letter.kind)}</span>
              {letter.moduleId === null ? null : (
                <span className="text-ink-muted text-xs">{t('module', { module: moduleName(letter.moduleId) })}</span>
              )}
              {letter.isContentKept ? null : <span className="text-warn-ink text-xs">{t('notKept')}</span>}
            </span>
          ),
        },
        {
          id: 'tries',
          header: t('columns.tries'),
          isNumeric: true,
          cell: (letter) => format.number(letter.attempts),
        },
        {
          id: 'when',
          header: t('columns.when'),
          isNumeric: true,
          cell: (letter) => <Ago at={letter.failedAt ?? letter.receivedAt} />,
        },
        {
          id: 'acts',
          header: t('columns.acts'),
          isBare: true,
          isNumeric: true,
          cell: (letter) => (
            <span className="relative z-10 flex w-fit @xl/table:ms-auto">
              <DeadLetterActs botId={botId} updateId={letter.id} isContentKept={letter.isContentKept} />
            </span>
          ),
        },
      ]}
    />
  );
}
