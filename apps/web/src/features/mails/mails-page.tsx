'use client';

import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { PageHeader } from '@dovecote/ui/page-header';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Inbox } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import { Loaded } from '@/features/shared/loaded';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { MailBody } from './mail-body';

export function MailsPage() {
  const t = useTranslations('account.mails');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const mails = useInfiniteQuery(
    trpc.mails.list.infiniteQueryOptions({ limit: 50 }, { getNextPageParam: (page) => page.nextCursor ?? undefined }),
  );
  return (
    <div className="flex flex-col gap-6">
      <PageHeader title={t('title')} description={t('description')} />
      <Card isFlush>
        <Loaded
          query={{ ...mails, data: mails.data?.pages.flatMap((page) => page.items) }}
          skeleton={<SkeletonRows label={common('loading')} />}
        >
          {(found) =>
            found.length === 0 ? (
              <EmptyState icon={<Inbox />} title={t('empty')} />
            ) : (
              <ul className="divide-y divide-line">
                {found.map((mail) => (
                  <Mail key={mail.id} mail={mail} />
                ))}
                {mails.hasNextPage ? (
                  <li className="flex justify-center p-3">
                    <Button isLoading={mails.isFetchingNextPage} onClick={() => mails.fetchNextPage()}>
                      {common('more')}
                    </Button>
                  </li>
                ) : null}
              </ul>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}

function Mail({ mail }: { mail: Outputs['mails']['list']['items'][number] }) {
  const t = useTranslations('account.mails');
  const state = mail.error !== null ? 'failed' : mail.sentAt !== null ? 'sent' : 'kept';
  const tones = { failed: 'bad', sent: 'good', kept: 'neutral' } as const;
  return (
    <li className="flex flex-col gap-2 px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 className="font-medium text-[0.9375rem]">{mail.subject}</h2>
        <Badge tone={tones[state]}>{t(state)}</Badge>
      </div>
      <p className="text-ink-muted text-xs">
        {t('to', { recipient: mail.recipient })} · <Ago at={mail.createdAt} />
      </p>
      <MailBody text={mail.body} />
      {mail.error === null ? null : <p className="text-bad-ink text-sm">{mail.error}</p>}
    </li>
  );
}
