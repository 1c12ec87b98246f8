'use client';

import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { PageHeader } from '@dovecote/ui/page-header';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { Inbox } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { MailItem } from './mail-item';

const input = { limit: 50 };

/** The outbox: every mail the installation wrote to the person who is signed in. */
export function MailsPage() {
  const t = useTranslations('mails');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const mails = usePages({
    queryKey: trpc.mails.list.infiniteQueryKey(input),
    load: (from) => client.mails.list.query({ ...input, ...from }),
  });
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} description={t('description')} />
      <Card isFlush>
        <Loaded query={mails} skeleton={<SkeletonRows label={common('loading')} />}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState icon={<Inbox />} title={t('empty')} />
            ) : (
              <>
                <ul aria-label={t('list')} className="divide-y divide-line">
                  {found.map((mail) => (
                    <MailItem key={mail.id} mail={mail} />
                  ))}
                </ul>
                <LoadMore query={mails} />
              </>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}
