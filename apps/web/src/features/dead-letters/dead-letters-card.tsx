'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { MailCheck, RotateCcw, Trash2 } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { RoleNote } from '@/features/workspace/role-note';
import { useMay } from '@/features/workspace/use-may';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { type BulkAct, BulkDialog } from './bulk-dialog';
import { DeadLetterTable } from './dead-letter-table';
import { useFocusKept } from './use-focus-kept';

const pageSize = 50;

/** Updates whose handling failed for good, to be replayed or given up, one by one or all together. */
export function DeadLettersCard({ botId }: { botId: string }) {
  const t = useTranslations('journal.deadLetters');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const may = useMay('deadLetters.resolve');
  const [act, setAct] = useState<BulkAct | null>(null);
  const input = { id: botId, limit: pageSize };
  const letters = usePages({
    queryKey: trpc.bots.deadLetters.list.infiniteQueryKey(input),
    load: (from) => client.bots.deadLetters.list.query({ ...input, ...from }),
  });
  const total = letters.firstPage?.total ?? 0;
  const place = useFocusKept(total);
  return (
    <Card
      title={t('title')}
      description={t('description')}
      isFlush
      actions={
        total === 0 ? undefined : (
          <>
            <Button size="small" disabled={!may} onClick={() => setAct('replay')}>
              <RotateCcw aria-hidden="true" />
              {t('replayAll')}
            </Button>
            <Button size="small" tone="dangerQuiet" disabled={!may} onClick={() => setAct('discard')}>
              <Trash2 aria-hidden="true" />
              {t('discardAll')}
            </Button>
          </>
        )
      }
    >
      <section ref={place} tabIndex={-1} aria-label={t('count', { count: total })} className="focus-ring">
        <Loaded query={letters} skeleton={<SkeletonRows count={4} label={common('loading')} />}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState icon={<MailCheck />} title={t('empty')} />
            ) : (
              <>
                <div className="flex flex-col gap-1.5 px-4 pb-3 sm:px-5">
                  <p className="font-medium text-sm">{t('count', { count: total })}</p>
                  {may ? null : <RoleNote action="deadLetters.resolve" />}
                </div>
                <div className="border-line border-t md:overflow-x-auto">
                  <DeadLetterTable botId={botId} letters={found} />
                </div>
                <LoadMore query={letters} />
              </>
            )
          }
        </Loaded>
      </section>
      <BulkDialog botId={botId} act={act} total={total} onClose={() => setAct(null)} />
    </Card>
  );
}
