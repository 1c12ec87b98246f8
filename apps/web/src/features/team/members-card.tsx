'use client';

import { isAtLeast } from '@dovecote/services/policies/member-policy';
import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Badge } from '@dovecote/ui/badge';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Select } from '@dovecote/ui/select';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { Tile } from '@dovecote/ui/tile';
import { useMutation, useQuery } from '@tanstack/react-query';
import { UserRoundMinus } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Loaded } from '@/features/shared/loaded';
import { useMe } from '@/features/shell/use-me';
import { useMay } from '@/features/workspace/use-may';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { roles } from './roles';
import { useTeamAct } from './use-team-act';

type Member = Outputs['workspace']['members'][number];

/** The members with their roles; whoever may change one finds a choice in its place. */
export function MembersCard() {
  const t = useTranslations('team');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const me = useMe();
  const mayChange = useMay('members.changeRole');
  const members = useQuery(trpc.workspace.members.queryOptions());
  const change = useMutation(trpc.workspace.changeRole.mutationOptions(useTeamAct(t('members.changed'))));
  const remove = useMutation(trpc.workspace.removeMember.mutationOptions(useTeamAct(t('members.removed'))));
  const [leaving, setLeaving] = useState<Member>();
  const mine = me?.role ?? 'viewer';
  const offered = roles.filter((role) => isAtLeast(mine, role)).map((value) => ({ value, label: t(`roles.${value}`) }));
  return (
    <Card title={t('members.title')} description={t('members.lead')} isFlush>
      <Loaded query={members} skeleton={<SkeletonRows count={2} label={common('loading')} />}>
        {(found) => (
          <ul className="divide-y divide-line border-line border-t">
            {found.map((member) => (
              <li key={member.userId} className="flex flex-wrap items-center justify-between gap-3 px-4 py-3 sm:px-5">
                <span className="flex min-w-0 items-center gap-3">
                  <Tile name={member.name || member.email} seed={member.userId} />
                  <span className="flex min-w-0 flex-col">
                    <span className="flex flex-wrap items-center gap-2 font-medium text-sm">
                      <bdi className="wrap-anywhere">{member.name}</bdi>
                      {member.userId === me?.id ? <Badge tone="good">{t('members.you')}</Badge> : null}
                    </span>
                    <span className="truncate text-ink-muted text-xs">{member.email}</span>
                  </span>
                </span>
                {mayChange && isAtLeast(mine, member.role) && member.userId !== me?.id ? (
                  <span className="flex items-center gap-2">
                    <Select
                      label={t('members.roleOf', { name: member.name })}
                      className="w-44"
                      value={member.role}
                      options={offered}
                      onChange={(role) => role !== member.role && change.mutate({ userId: member.userId, role })}
                    />
                    <Button
                      tone="quiet"
                      size="icon"
                      aria-label={t('members.remove', { name: member.name })}
                      onClick={() => setLeaving(member)}
                    >
                      <UserRoundMinus aria-hidden="true" />
                    </Button>
                  </span>
                ) : (
                  <Badge tone={member.role === 'owner' ? 'accent' : 'neutral'}>{t(`roles.${member.role}`)}</Badge>
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <AlertDialog
        open={leaving !== undefined}
        onOpenChange={() => setLeaving(undefined)}
        title={t('members.removeTitle', { name: leaving?.name ?? '' })}
        description={t('members.removeWords')}
        cancelLabel={common('cancel')}
        confirmLabel={t('members.removeConfirm')}
        isDanger
        isLoading={remove.isPending}
        onConfirm={() => {
          if (leaving !== undefined) remove.mutate({ userId: leaving.userId });
          setLeaving(undefined);
        }}
      />
    </Card>
  );
}
