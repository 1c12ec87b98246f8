'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { PasswordInput } from '@/features/session/password-input';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';

export function PasswordCard() {
  const t = useTranslations('account.password');
  const fields = useTranslations('session.fields');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const save = useMutation(
    trpc.account.update.mutationOptions({
      onSuccess: () => {
        setCurrent('');
        setNext('');
        toast.success(t('saved'));
      },
      onSettled: () => queryClient.invalidateQueries(trpc.account.pathFilter()),
    }),
  );
  const failure = save.isError ? readFailure(save.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ password: next, ...(current === '' ? {} : { currentPassword: current }) });
  };
  const isUnplaced = failure !== undefined && Object.keys(failure.fields).length === 0;
  return (
    <Card title={t('title')} description={t('lead')}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <Field label={t('current')} hint={t('currentHint')} error={failure?.fields.currentPassword}>
            <PasswordInput
              value={current}
              autoComplete="current-password"
              onChange={(event) => setCurrent(event.target.value)}
            />
          </Field>
          <Field
            label={t('next')}
            hint={fields('newPasswordHint')}
            error={failure?.fields.password ?? (isUnplaced ? failure.message : undefined)}
          >
            <PasswordInput value={next} autoComplete="new-password" onChange={(event) => setNext(event.target.value)} />
          </Field>
        </div>
        <Button type="submit" className="w-fit max-sm:w-full" isLoading={save.isPending} disabled={next === ''}>
          {t('save')}
        </Button>
      </form>
    </Card>
  );
}
