'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Skeleton } from '@dovecote/ui/skeleton';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { SignUpForm } from '@/features/session/sign-up-form';
import { Loaded } from '@/features/shared/loaded';
import { rememberWorkspace, switchWorkspace } from '@/features/workspace/current-workspace';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';

/** What the link leads to; whoever is signed in accepts by a press, others sign in or sign up through it. */
export function InvitationView({ token }: { token: string }) {
  const t = useTranslations('session.invitation');
  const team = useTranslations('team');
  const trpc = useTRPC();
  const invitation = useQuery(trpc.workspace.invitation.queryOptions({ token }));
  const me = useQuery(trpc.session.me.queryOptions());
  const join = useMutation(
    trpc.workspace.join.mutationOptions({ onSuccess: (workspace) => switchWorkspace(workspace.id) }),
  );
  if (invitation.isError) return <Banner tone="warn">{readFailure(invitation.error).message || t('void')}</Banner>;
  const here = `/invitation?token=${encodeURIComponent(token)}`;
  return (
    <Loaded query={invitation} skeleton={<Skeleton className="h-40 w-full" />}>
      {({ workspace, role, email, invitedBy, workspaceId }) => (
        <div className="flex flex-col gap-5">
          <p className="text-sm">
            {t.rich(invitedBy === null ? 'to' : 'by', {
              name: () => <bdi className="font-medium">{invitedBy}</bdi>,
              workspace: () => <bdi className="font-medium">{workspace}</bdi>,
              role: team(`roles.${role}`),
            })}
          </p>
          {join.isError ? (
            <Banner tone="bad" isLive>
              {readFailure(join.error).message}
            </Banner>
          ) : null}
          {me.data === undefined ? null : me.data === null ? (
            <>
              <SignUpForm
                invitation={token}
                email={email ?? undefined}
                onRegistered={() => rememberWorkspace(workspaceId)}
              />
              <p className="text-sm">
                {t('known')}{' '}
                <a href={`/sign-in?next=${encodeURIComponent(here)}`} className="focus-ring rounded underline">
                  {t('signIn')}
                </a>
              </p>
            </>
          ) : (
            <>
              <p className="text-ink-muted text-sm">{t('as', { email: me.data.email })}</p>
              <Button
                tone="primary"
                size="large"
                isBlock
                isLoading={join.isPending}
                onClick={() => join.mutate({ token })}
              >
                {t('accept')}
              </Button>
            </>
          )}
        </div>
      )}
    </Loaded>
  );
}
