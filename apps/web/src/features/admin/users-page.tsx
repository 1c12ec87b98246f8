'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { Input } from '@dovecote/ui/input';
import { PageHeader } from '@dovecote/ui/page-header';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { useDeferredValue } from 'react';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { UserTable } from './user-table';

export function UsersPage() {
  const t = useTranslations('admin.users');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const [q, setQ] = useQueryState('q', parseAsString.withDefault(''));
  const settled = useDeferredValue(q.trim());
  const users = useInfiniteQuery(
    trpc.admin.users.infiniteQueryOptions(
      { limit: 50, ...(settled === '' ? {} : { q: settled }) },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  );
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} description={t('description')} />
      <Card isFlush>
        <div className="border-line border-b p-3">
          <Input
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            value={q}
            onChange={(event) => setQ(event.target.value || null)}
          />
        </div>
        <Loaded
          query={{ ...users, data: users.data?.pages.flatMap((page) => page.items) }}
          skeleton={<SkeletonRows count={6} label={common('loading')} />}
        >
          {(found) =>
            found.length === 0 ? (
              <EmptyState title={t('empty')} />
            ) : (
              <>
                <UserTable users={found} isStale={users.isPlaceholderData} />
                {users.hasNextPage ? (
                  <div className="flex justify-center border-line border-t p-3">
                    <Button isLoading={users.isFetchingNextPage} onClick={() => users.fetchNextPage()}>
                      {common('more')}
                    </Button>
                  </div>
                ) : null}
              </>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}
