'use client';

import { Button } from '@dovecote/ui/button';
import { buttonStyles } from '@dovecote/ui/button-styles';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { Activity } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { ActivityBar } from './activity-bar';
import { ActivityTable } from './activity-table';
import { AmbiguousCard } from './ambiguous-card';
import { useActivityFilters } from './use-activity-filters';

const pageSize = 50;

export function ActivityPage({ botId }: { botId: string }) {
  const t = useTranslations('bots');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { filters, setFilters, input: chosen, isFiltered } = useActivityFilters();
  const input = { id: botId, limit: pageSize, ...chosen };
  const queryKey = trpc.bots.updates.infiniteQueryKey(input);
  // Another choice is another list, which is not held.
  const [held, setHeld] = useState<string | null>(null);
  const isPaused = held === JSON.stringify(queryKey);
  const updates = usePages({
    queryKey,
    load: (from) => client.bots.updates.query({ ...input, ...from }),
    isHeld: isPaused,
  });
  return (
    <div className="flex flex-col gap-6">
      <AmbiguousCard botId={botId} />
      <Card isFlush>
        <h2 className="sr-only">{t('activity.title')}</h2>
        <ActivityBar
          filters={filters}
          setFilters={setFilters}
          isPaused={isPaused}
          onPause={(next) => setHeld(next ? JSON.stringify(queryKey) : null)}
        />
        <p role="status" className={isPaused ? 'border-line border-b bg-sunken px-5 py-2 text-ink-muted text-sm' : ''}>
          {isPaused ? t('activity.paused') : null}
        </p>
        <Loaded query={updates} skeleton={<SkeletonRows count={8} label={common('loading')} />}>
          {(found) =>
            found.length > 0 ? (
              <>
                <ActivityTable botId={botId} updates={found} isStale={updates.isPlaceholderData} />
                <LoadMore query={updates} />
              </>
            ) : isFiltered ? (
              <EmptyState
                icon={<Activity />}
                title={t('activity.empty')}
                action={<Button onClick={() => setFilters(null)}>{t('list.clear')}</Button>}
              />
            ) : (
              <EmptyState
                icon={<Activity />}
                title={t('overview.recent.empty')}
                action={
                  <Link href={`/bots/${botId}/playground`} className={buttonStyles()}>
                    {t('tabs.playground')}
                  </Link>
                }
              />
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}
