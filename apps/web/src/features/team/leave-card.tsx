'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { Select } from '@dovecote/ui/select';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import { useMe } from '@/features/shell/use-me';
import { switchWorkspace } from '@/features/workspace/current-workspace';
import { useMay } from '@/features/workspace/use-may';
import { useTRPC } from '@/trpc/trpc-context';
import { useTeamAct } from './use-team-act';

/** The ways out: handing the workspace over, and leaving it. */
export function LeaveCard({ name }: { name: string }) {
  const t = useTranslations('team.leave');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const me = useMe();
  const mayTransfer = useMay('workspace.transfer');
  const others = (useQuery(trpc.workspace.members.queryOptions()).data ?? []).filter(({ userId }) => userId !== me?.id);
  const [heir, setHeir] = useState('');
  const [asked, setAsked] = useState<'leave' | 'transfer'>();
  const transfer = useMutation(trpc.workspace.transfer.mutationOptions(useTeamAct(t('transferred'))));
  const leave = useMutation(
    trpc.workspace.leave.mutationOptions({ onError: useFailureToast(), onSuccess: () => switchWorkspace(null) }),
  );
  const confirm = () => {
    if (asked === 'leave') leave.mutate();
    else transfer.mutate({ userId: heir });
    setAsked(undefined);
  };
  return (
    <Card title={t('title')} description={t('lead')}>
      <div className="flex flex-col gap-4">
        {mayTransfer && others.length > 0 ? (
          <div className="flex flex-wrap items-start gap-3">
            <Field label={t('heir')} hint={t('heirHint')} className="min-w-60 flex-1">
              <Select
                value={heir}
                onChange={setHeir}
                options={[
                  { value: '', label: t('choose') },
                  ...others.map((member) => ({ value: member.userId, label: member.name || member.email })),
                ]}
              />
            </Field>
            <Button
              className="max-sm:w-full sm:mt-6.5"
              disabled={heir === ''}
              isLoading={transfer.isPending}
              onClick={() => setAsked('transfer')}
            >
              {t('transfer')}
            </Button>
          </div>
        ) : null}
        <Button tone="dangerQuiet" className="self-start" isLoading={leave.isPending} onClick={() => setAsked('leave')}>
          {t('leave')}
        </Button>
      </div>
      <AlertDialog
        open={asked !== undefined}
        onOpenChange={() => setAsked(undefined)}
        title={t(asked === 'transfer' ? 'transferTitle' : 'leaveTitle', { name })}
        description={t(asked === 'transfer' ? 'transferWords' : 'leaveWords')}
        cancelLabel={common('cancel')}
        confirmLabel={t(asked === 'transfer' ? 'transfer' : 'leave')}
        isDanger
        onConfirm={confirm}
      />
    </Card>
  );
}
