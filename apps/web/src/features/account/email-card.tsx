'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';

/** Moves the account to another address, once the link mailed there was followed. */
export function EmailCard() {
  const t = useTranslations('account.email');
  const trpc = useTRPC();
  const [email, setEmail] = useState('');
  const change = useMutation(
    trpc.account.changeEmail.mutationOptions({
      onSuccess: () => {
        setEmail('');
        toast.success(t('sent'));
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ email: email.trim() });
  };
  return (
    <Card title={t('title')} description={t('lead')}>
      <form onSubmit={submit} noValidate className="flex flex-wrap items-start gap-3">
        <Field
          label={t('label')}
          error={change.isError ? readFailure(change.error).message : undefined}
          className="min-w-60 flex-1"
        >
          <Input
            type="email"
            value={email}
            autoComplete="email"
            inputMode="email"
            dir="ltr"
            onChange={(event) => setEmail(event.target.value)}
          />
        </Field>
        <Button
          type="submit"
          className="max-sm:w-full sm:mt-6.5"
          isLoading={change.isPending}
          disabled={email.trim() === ''}
        >
          {t('save')}
        </Button>
      </form>
    </Card>
  );
}
