'use client';

import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Laptop, Terminal } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { Loaded } from '@/features/shared/loaded';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useTRPC } from '@/trpc/trpc-context';
import { describeDevice } from './describe-device';

/** Every device one is signed in on; any other, or all others, can be signed out. */
export function SessionsCard() {
  const t = useTranslations('account.sessions');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const sessions = useQuery(trpc.account.sessions.queryOptions());
  const shared = {
    onError: useFailureToast(),
    onSuccess: () => toast.success(t('revoked')),
    onSettled: () => queryClient.invalidateQueries(trpc.account.pathFilter()),
  };
  const revoke = useMutation(trpc.account.revokeSession.mutationOptions(shared));
  const revokeOthers = useMutation(trpc.account.revokeOtherSessions.mutationOptions(shared));
  return (
    <Card
      title={t('title')}
      description={t('lead')}
      isFlush
      actions={
        (sessions.data?.length ?? 0) < 2 ? undefined : (
          <Button size="small" isLoading={revokeOthers.isPending} onClick={() => revokeOthers.mutate()}>
            {t('revokeOthers')}
          </Button>
        )
      }
    >
      <Loaded query={sessions} skeleton={<SkeletonRows count={2} label={common('loading')} />}>
        {(found) => (
          <ul className="divide-y divide-line border-line border-t">
            {found.map((session) => {
              const Icon = session.kind === 'web' ? Laptop : Terminal;
              return (
                <li key={session.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
                  <span className="flex min-w-0 items-center gap-3">
                    <Icon aria-hidden="true" className="size-5 shrink-0 text-ink-faint" />
                    <span className="flex min-w-0 flex-col">
                      <span className="flex flex-wrap items-center gap-2 font-medium text-sm">
                        {describeDevice(session.userAgent) ?? t('unknown')}
                        {session.isCurrent ? <Badge tone="good">{t('current')}</Badge> : null}
                      </span>
                      <span className="text-ink-muted text-xs">
                        {t(session.kind)}
                        {session.ip === null ? '' : ` · ${session.ip}`} ·{' '}
                        {t.rich('seen', { ago: () => <Ago at={session.lastSeenAt} /> })}
                      </span>
                    </span>
                  </span>
                  {session.isCurrent ? null : (
                    <Button
                      size="small"
                      isLoading={revoke.isPending && revoke.variables.id === session.id}
                      onClick={() => revoke.mutate({ id: session.id })}
                    >
                      {t('revoke')}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </Loaded>
    </Card>
  );
}
