'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { Switch } from '@dovecote/ui/switch';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { RoleGate } from '@/features/workspace/role-gate';
import { useMay } from '@/features/workspace/use-may';
import { readFailure } from '@/trpc/read-failure';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { useTeamAct } from './use-team-act';

/** The workspace's name, and whether its members need a second factor. */
export function WorkspaceCard({ workspace }: { workspace: Outputs['workspace']['get'] }) {
  const t = useTranslations('team.workspace');
  const trpc = useTRPC();
  const maySetFactor = useMay('workspace.setSecondFactor');
  const [name, setName] = useState(workspace.name);
  const update = useMutation(trpc.workspace.update.mutationOptions(useTeamAct(t('saved'))));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    update.mutate({ name: name.trim() });
  };
  return (
    <Card title={t('title')}>
      <RoleGate action="workspace.update">
        <form onSubmit={submit} className="flex flex-wrap items-start gap-3">
          <Field
            label={t('name')}
            className="min-w-60 flex-1"
            error={update.isError ? readFailure(update.error).fields.name : undefined}
          >
            <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
          </Field>
          <Button
            type="submit"
            className="max-sm:w-full sm:mt-6.5"
            isLoading={update.isPending}
            disabled={name.trim() === '' || name.trim() === workspace.name}
          >
            {t('save')}
          </Button>
        </form>
        <Field label={t('factor')} hint={t(maySetFactor ? 'factorHint' : 'factorOwner')} isInline className="mt-4">
          <Switch
            checked={workspace.requiresSecondFactor}
            disabled={!maySetFactor || update.isPending}
            onChange={(requiresSecondFactor) => update.mutate({ requiresSecondFactor })}
          />
        </Field>
      </RoleGate>
    </Card>
  );
}
