'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { useFailureToast } from '@/features/shared/use-failure-toast';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';

const nameLengthMax = 100;

export function ProfileCard({ me }: { me: NonNullable<Outputs['session']['me']> }) {
  const t = useTranslations('account.profile');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(me.name);
  const save = useMutation(
    trpc.account.update.mutationOptions({
      onError: useFailureToast(),
      onSuccess: () => toast.success(t('saved')),
      onSettled: () => queryClient.invalidateQueries(trpc.session.pathFilter()),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ name: name.trim() });
  };
  const facts = [
    { label: t('email'), value: me.email },
    { label: t('workspace'), value: <bdi>{me.workspace?.name ?? '–'}</bdi> },
    { label: t('plan'), value: me.plan?.title ?? '–' },
    { label: t('role'), value: me.role === null ? '–' : t(`roles.${me.role}`) },
  ];
  return (
    <Card title={t('title')}>
      <form onSubmit={submit} className="flex flex-col gap-5">
        <div className="flex flex-wrap items-start gap-3">
          <Field label={t('name')} className="min-w-60 flex-1">
            <Input
              value={name}
              autoComplete="name"
              maxLength={nameLengthMax}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          <Button
            type="submit"
            className="max-sm:w-full sm:mt-6.5"
            isLoading={save.isPending}
            disabled={name.trim() === '' || name.trim() === me.name}
          >
            {common('save')}
          </Button>
        </div>
        <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-2">
          {facts.map((fact) => (
            <div key={fact.label} className="flex flex-col">
              <dt className="text-ink-muted text-xs">{fact.label}</dt>
              <dd>{fact.value}</dd>
            </div>
          ))}
        </dl>
      </form>
    </Card>
  );
}
