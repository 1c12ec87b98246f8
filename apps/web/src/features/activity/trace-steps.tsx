'use client';

import { CheckRow } from '@dovecote/ui/check-row';
import { useFormatter, useTranslations } from 'next-intl';
import { ExactTime } from '@/features/shared/exact-time';
import type { Update } from './update';
import { useReasonWords } from './use-reason-words';

export function TraceSteps({ update }: { update: Update }) {
  const t = useTranslations('bots.activity');
  const format = useFormatter();
  const reasonWords = useReasonWords();
  const isClosed = update.finishedAt !== null;
  const outcome = t(`states.${update.state}`);
  const handledState = update.state === 'dead_lettered' ? 'fail' : isClosed ? 'ok' : 'running';
  return (
    <ol className="-my-2.5">
      <CheckRow state="ok" stateLabel={outcome} title={t('detail.received')}>
        <ExactTime at={update.receivedAt} />
      </CheckRow>
      {update.startedAt === null ? (
        isClosed ? null : (
          <CheckRow state="running" stateLabel={outcome} title={t('detail.stillWaiting')} />
        )
      ) : (
        <CheckRow
          state="ok"
          stateLabel={outcome}
          title={t('detail.waited', { ms: format.number(update.waitMs ?? 0) })}
        />
      )}
      {update.startedAt === null && !isClosed ? null : (
        <CheckRow
          state={handledState}
          stateLabel={outcome}
          title={update.moduleId === null ? outcome : t('detail.handled', { module: update.moduleId })}
        >
          {[
            update.handleMs === null ? null : t('detail.took', { ms: format.number(update.handleMs) }),
            update.attempts > 0 ? t('detail.attempts', { count: update.attempts }) : null,
            update.reason === null ? null : reasonWords(update.reason),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </CheckRow>
      )}
    </ol>
  );
}
