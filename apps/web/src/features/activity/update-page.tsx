'use client';

import { Banner } from '@dovecote/ui/banner';
import { Card } from '@dovecote/ui/card';
import { Skeleton } from '@dovecote/ui/skeleton';
import { StatusBadge } from '@dovecote/ui/status-badge';
import { useQuery } from '@tanstack/react-query';
import { ArrowLeft } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { DeadLetterActs } from '@/features/dead-letters/dead-letter-acts';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { CallList } from './call-list';
import { JsonBlock } from './json-block';
import { TraceSteps } from './trace-steps';
import { TraceTimeline } from './trace-timeline';
import { updateTones } from './update';
import { useKindName } from './use-kind-name';
import { useReasonWords } from './use-reason-words';

interface UpdatePageProps {
  botId: string;
  updateId: string;
}

/** One update from its arrival to the receipts of the calls it caused. */
export function UpdatePage({ botId, updateId }: UpdatePageProps) {
  const t = useTranslations('bots.activity');
  const journal = useTranslations('journal');
  const kindName = useKindName();
  const reasonWords = useReasonWords();
  const trpc = useTRPC();
  const trace = useQuery(trpc.bots.updateTrace.queryOptions({ id: botId, updateId }));
  return (
    <div className="flex flex-col gap-5">
      <Link
        href={`/bots/${botId}/activity`}
        className="focus-ring touch flex w-fit items-center gap-1.5 rounded text-ink-muted text-sm no-underline hover:text-ink"
      >
        <ArrowLeft aria-hidden="true" className="size-4 rtl:rotate-180" />
        {t('detail.back')}
      </Link>
      <Loaded query={trace} skeleton={<Skeleton className="h-96 w-full" />}>
        {({ update, calls, body, isContentHidden }) => (
          <>
            <div className="flex flex-wrap items-center gap-3">
              <h2 className="font-semibold text-lg">{t('detail.title', { id: update.id })}</h2>
              <StatusBadge tone={updateTones[update.state]}>{t(`states.${update.state}`)}</StatusBadge>
              <span className="text-ink-muted text-sm">{kindName(update.kind)}</span>
            </div>
            {update.state === 'dead_lettered' ? (
              <Banner
                tone="bad"
                title={journal('deadLetters.inTrace')}
                actions={
                  <DeadLetterActs botId={botId} updateId={update.id} isContentKept={body !== null || isContentHidden} />
                }
              >
                {update.reason === null ? null : reasonWords(update.reason, update.kind)}
              </Banner>
            ) : null}
            <TraceTimeline trace={{ update, calls }} />
            <div className="grid gap-5 lg:grid-cols-2">
              <Card title={t('detail.trace')} headingLevel={3}>
                <TraceSteps botId={botId} update={update} />
              </Card>
              <Card title={t('detail.calls')} headingLevel={3}>
                <CallList calls={calls} />
              </Card>
            </div>
            <Card title={t('detail.body')} headingLevel={3}>
              {body == null ? (
                <p className="text-ink-muted text-sm">
                  {isContentHidden ? journal('quarantine.hidden') : t('detail.noBody')}
                </p>
              ) : (
                <JsonBlock label={t('detail.body')} value={body} />
              )}
            </Card>
          </>
        )}
      </Loaded>
    </div>
  );
}
