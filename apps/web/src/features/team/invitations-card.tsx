'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useMutation, useQuery } from '@tanstack/react-query';
import { MailPlus, UserRoundPlus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ExactTime } from '@/features/shared/exact-time';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { InviteDialog } from './invite-dialog';
import { useTeamAct } from './use-team-act';

/** Open invitations, and the way to a new one. */
export function InvitationsCard() {
  const t = useTranslations('team');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const invitations = useQuery(trpc.workspace.invitations.queryOptions());
  const revoke = useMutation(trpc.workspace.revokeInvitation.mutationOptions(useTeamAct(t('invitations.revoked'))));
  // Each opening is a new form.
  const [serial, setSerial] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const open = () => {
    setSerial(serial + 1);
    setOpen(true);
  };
  return (
    <Card
      title={t('invitations.title')}
      description={t('invitations.lead')}
      isFlush
      actions={
        <Button tone="primary" onClick={open}>
          <UserRoundPlus aria-hidden="true" />
          {t('invitations.invite')}
        </Button>
      }
    >
      <Loaded query={invitations} skeleton={<SkeletonRows count={1} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <p className="border-line border-t px-4 py-4 text-ink-muted text-sm sm:px-5">{t('invitations.empty')}</p>
          ) : (
            <ul className="divide-y divide-line border-line border-t">
              {found.map((invitation) => (
                <li key={invitation.id} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
                  <span className="flex min-w-0 items-center gap-3">
                    <MailPlus aria-hidden="true" className="size-5 shrink-0 text-ink-faint" />
                    <span className="flex min-w-0 flex-col">
                      <span className="wrap-anywhere font-medium text-sm">
                        {invitation.email ?? t('invitations.anyone')} · {t(`roles.${invitation.role}`)}
                      </span>
                      <span className="text-ink-muted text-xs">
                        {t.rich('invitations.until', { at: () => <ExactTime at={invitation.expiresAt} /> })}
                      </span>
                    </span>
                  </span>
                  <Button
                    size="small"
                    isLoading={revoke.isPending && revoke.variables.id === invitation.id}
                    onClick={() => revoke.mutate({ id: invitation.id })}
                  >
                    {t('invitations.revoke')}
                  </Button>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <InviteDialog key={serial} open={isOpen} onOpenChange={setOpen} />
    </Card>
  );
}
