'use client';

import { CheckRow } from '@dovecote/ui/check-row';
import { useTranslations } from 'next-intl';
import { useModuleName } from '@/features/modules/use-module-name';
import { ExactTime } from '@/features/shared/exact-time';
import { useSpan } from '@/features/shared/use-span';
import type { Update } from './update';
import { useReasonWords } from './use-reason-words';

export function TraceSteps({ botId, update }: { botId: string; update: Update }) {
  const t = useTranslations('bots.activity');
  const span = useSpan();
  const reasonWords = useReasonWords();
  const moduleName = useModuleName(botId);
  const isClosed = update.finishedAt !== null;
  const outcome = t(`states.${update.state}`);
  const handledState = update.state === 'dead_lettered' ? 'fail' : isClosed ? 'ok' : 'running';
  return (
    <ol className="-my-2.5">
      <CheckRow state="ok" stateLabel={t('states.done')} title={t('detail.received')}>
        <ExactTime at={update.receivedAt} />
      </CheckRow>
      {update.startedAt === null ? (
        isClosed ? null : (
          <CheckRow state="running" stateLabel={outcome} title={t('detail.stillWaiting')} />
        )
      ) : (
        <CheckRow
          state="ok"
          stateLabel={t('states.done')}
          title={t('detail.waited', { span: span(update.waitMs ?? 0) })}
        />
      )}
      {update.startedAt === null && !isClosed ? null : (
        <CheckRow
          state={handledState}
          stateLabel={outcome}
          title={update.moduleId === null ? outcome : t('detail.handled', { module: moduleName(update.moduleId) })}
        >
          {[
            update.handleMs === null ? null : span(update.handleMs),
            update.attempts > 0 ? t('detail.attempts', { count: update.attempts }) : null,
            update.reason === null ? null : reasonWords(update.reason, update.kind),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </CheckRow>
      )}
    </ol>
  );
}
