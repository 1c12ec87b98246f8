'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { Input } from '@dovecote/ui/input';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useTranslations } from 'next-intl';
import { parseAsString, useQueryState } from 'nuqs';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useSettled } from '@/features/shared/use-settled';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { UserTable } from './user-table';

/** Everybody, with a search that lives in the address. */
export function UsersCard() {
  const t = useTranslations('admin.users');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [q, setQ] = useQueryState('q', parseAsString.withDefault(''));
  const settled = useSettled(q.trim());
  const input = { limit: 50, ...(settled === '' ? {} : { q: settled }) };
  const users = usePages({
    queryKey: trpc.admin.users.infiniteQueryKey(input),
    load: (from) => client.admin.users.query({ ...input, ...from }),
  });
  return (
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
      <Loaded query={users} skeleton={<SkeletonRows count={6} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={t('empty')} action={<Button onClick={() => setQ(null)}>{t('clear')}</Button>} />
          ) : (
            <>
              <UserTable users={found} isStale={users.isPlaceholderData} />
              <LoadMore query={users} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
