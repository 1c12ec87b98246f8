'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { zodResolver } from '@hookform/resolvers/zod';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { goTo } from './go-to';
import { PasswordInput } from './password-input';
import { safeNextPath } from './safe-next-path';

interface SignInFormProps {
  nextPath: string | undefined;
  isEnded: boolean;
}

/** Signs in with e-mail and password; a failure says nothing about which of them was wrong. */
export function SignInForm({ nextPath, isEnded }: SignInFormProps) {
  const t = useTranslations('session');
  const [problem, setProblem] = useState<'failed' | 'unreachable'>();
  const schema = z.object({
    email: z.email(t('fields.emailInvalid')),
    password: z.string().check(z.minLength(1, t('fields.passwordMissing'))),
  });
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '', password: '' } });
  const { errors, isSubmitting } = form.formState;

  const submit = form.handleSubmit(async ({ email, password }) => {
    setProblem(undefined);
    const answer = await signIn('credentials', { email, password, redirect: false }).catch(() => undefined);
    if (answer?.ok === true) return goTo(safeNextPath(nextPath));
    setProblem(answer === undefined ? 'unreachable' : 'failed');
  });

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {isEnded && problem === undefined ? <Banner tone="info">{t('signIn.ended')}</Banner> : null}
      {problem === undefined ? null : (
        <Banner tone="bad" isLive>
          {t(`signIn.${problem}`)}
        </Banner>
      )}
      <Field label={t('fields.email')} error={errors.email?.message}>
        <Input {...form.register('email')} type="email" autoComplete="username" inputMode="email" dir="ltr" />
      </Field>
      <Field label={t('fields.password')} error={errors.password?.message}>
        <PasswordInput {...form.register('password')} autoComplete="current-password" />
      </Field>
      <Button type="submit" tone="primary" size="large" isBlock isLoading={isSubmitting}>
        {t('signIn.submit')}
      </Button>
    </form>
  );
}
