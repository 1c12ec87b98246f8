'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useTranslations } from 'next-intl';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { type AdminAct, AdminActDialog } from './admin-act-dialog';
import { AdminBotFilters } from './admin-bot-filters';
import { AdminBotTable } from './admin-bot-table';
import { useAdminBotFilters } from './use-admin-bot-filters';
import { useChosen } from './use-chosen';

/** All bots with their filters and what can be done to them. */
export function AdminBotsCard() {
  const t = useTranslations('admin.bots');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const { input, isFiltered, clear } = useAdminBotFilters();
  const { chosen, choose, close } = useChosen<AdminAct>();
  const bots = usePages({
    queryKey: trpc.admin.bots.infiniteQueryKey(input),
    load: (from) => client.admin.bots.query({ ...input, ...from }),
  });
  return (
    <>
      <Card isFlush>
        <AdminBotFilters />
        <Loaded query={bots} skeleton={<SkeletonRows count={6} label={common('loading')} />}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState
                title={t(isFiltered ? 'empty' : 'none')}
                action={isFiltered ? <Button onClick={clear}>{t('clear')}</Button> : null}
              />
            ) : (
              <>
                <AdminBotTable bots={found} isStale={bots.isPlaceholderData} onAct={choose} />
                <LoadMore query={bots} />
              </>
            )
          }
        </Loaded>
      </Card>
      {chosen === undefined ? null : (
        <AdminActDialog key={chosen.serial} act={chosen.item} open={chosen.isOpen} onClose={close} />
      )}
    </>
  );
}
