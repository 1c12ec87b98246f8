'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { PageHeader } from '@dovecote/ui/page-header';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Loaded } from '@/features/shared/loaded';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { type AdminAct, AdminActDialog } from './admin-act-dialog';
import { AdminBotFilters } from './admin-bot-filters';
import { AdminBotTable } from './admin-bot-table';
import { useAdminBotFilters } from './use-admin-bot-filters';

export type AdminBot = Outputs['admin']['bots']['items'][number];

export function AdminBotsPage() {
  const t = useTranslations('admin.bots');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const { input, clear } = useAdminBotFilters();
  const [act, setAct] = useState<AdminAct | null>(null);
  const bots = useInfiniteQuery(
    trpc.admin.bots.infiniteQueryOptions(input, {
      getNextPageParam: (page) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} description={t('description')} />
      <Card isFlush>
        <AdminBotFilters />
        <Loaded
          query={{ ...bots, data: bots.data?.pages.flatMap((page) => page.items) }}
          skeleton={<SkeletonRows count={6} label={common('loading')} />}
        >
          {(found) =>
            found.length === 0 ? (
              <EmptyState title={t('empty')} action={<Button onClick={clear}>{t('clear')}</Button>} />
            ) : (
              <>
                <AdminBotTable bots={found} isStale={bots.isPlaceholderData} onAct={setAct} />
                {bots.hasNextPage ? (
                  <div className="flex justify-center border-line border-t p-3">
                    <Button isLoading={bots.isFetchingNextPage} onClick={() => bots.fetchNextPage()}>
                      {common('more')}
                    </Button>
                  </div>
                ) : null}
              </>
            )
          }
        </Loaded>
      </Card>
      {act === null ? null : <AdminActDialog act={act} onClose={() => setAct(null)} />}
    </div>
  );
}
