'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import { goTo } from './go-to';
import { PasswordInput } from './password-input';
import { useFragmentToken } from './use-fragment-token';

/** Chooses a new password by a mailed link. */
export function ResetPasswordForm() {
  const t = useTranslations('session');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const token = useFragmentToken();
  const [password, setPassword] = useState('');
  const reset = useMutation(trpc.auth.resetPassword.mutationOptions({ onSuccess: () => goTo('/sign-in?reset=1') }));
  const failure = reset.isError ? readFailure(reset.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    reset.mutate({ token: token ?? '', password });
  };
  if (token === '') return <Banner tone="warn">{t('reset.missing')}</Banner>;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure === undefined || failure.fields.password !== undefined ? null : (
        <Banner tone="bad" isLive>
          {failure.message || common(`failure.side.${failure.side}`)}
        </Banner>
      )}
      <Field label={t('reset.password')} hint={t('fields.newPasswordHint')} error={failure?.fields.password}>
        <PasswordInput
          name="password"
          value={password}
          autoComplete="new-password"
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      <Button type="submit" tone="primary" size="large" isBlock isLoading={reset.isPending} disabled={password === ''}>
        {t('reset.submit')}
      </Button>
    </form>
  );
}
