'use client';

import { Dialog } from '@dovecote/ui/dialog';
import { EmptyState } from '@dovecote/ui/empty-state';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useTranslations } from 'next-intl';
import { SecurityEventItem } from '@/features/account/security-event-item';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import type { Person } from './user-table';

/** What happened to a person's account, for platform admins. */
export function UserEventsDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const t = useTranslations('account.events');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = { id: person.id, limit: 20 };
  const events = usePages({
    queryKey: trpc.admin.userSecurityEvents.infiniteQueryKey(input),
    load: (from) => client.admin.userSecurityEvents.query({ ...input, ...from }),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title')}
      description={<bdi>{person.name || person.email}</bdi>}
      closeLabel={common('close')}
    >
      <Loaded query={events} skeleton={<SkeletonRows count={4} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <EmptyState title={t('empty')} />
          ) : (
            <>
              <ul
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
                tabIndex={0}
                aria-label={t('title')}
                className="focus-ring max-h-96 divide-y divide-line overflow-y-auto rounded-lg"
              >
                {found.map((event) => (
                  <SecurityEventItem key={event.id} event={event} />
                ))}
              </ul>
              <LoadMore query={events} />
            </>
          )
        }
      </Loaded>
    </Dialog>
  );
}
