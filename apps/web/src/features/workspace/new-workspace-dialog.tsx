'use client';

import { Button } from '@dovecote/ui/button';
import { Dialog } from '@dovecote/ui/dialog';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import { switchWorkspace } from './current-workspace';

interface NewWorkspaceDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes another workspace and goes there. */
export function NewWorkspaceDialog({ open, onOpenChange }: NewWorkspaceDialogProps) {
  const t = useTranslations('team.menu');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const [name, setName] = useState('');
  const create = useMutation(
    trpc.workspace.create.mutationOptions({ onSuccess: (workspace) => switchWorkspace(workspace.id) }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name: name.trim() });
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('new')}
      description={t('newLead')}
      closeLabel={common('close')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t('name')} error={create.isError ? readFailure(create.error).message : undefined}>
          <Input value={name} maxLength={80} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Button type="submit" tone="primary" isLoading={create.isPending} disabled={name.trim() === ''}>
          {t('create')}
        </Button>
      </form>
    </Dialog>
  );
}
