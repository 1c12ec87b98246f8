'use client';

import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useTranslations } from 'next-intl';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { SecurityEventItem } from './security-event-item';

const input = { limit: 20 };

/** What happened to the account of the person who is signed in. */
export function SecurityEventsCard() {
  const t = useTranslations('account.events');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const events = usePages({
    queryKey: trpc.account.securityEvents.infiniteQueryKey(input),
    load: (from) => client.account.securityEvents.query({ ...input, ...from }),
  });
  return (
    <Card title={t('title')} description={t('lead')} isFlush>
      <Loaded query={events} skeleton={<SkeletonRows count={4} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={t('empty')} />
          ) : (
            <>
              <ul aria-label={t('title')} className="divide-y divide-line border-line border-t">
                {found.map((event) => (
                  <SecurityEventItem key={event.id} event={event} />
                ))}
              </ul>
              <LoadMore query={events} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
