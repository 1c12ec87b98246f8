'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { zodResolver } from '@hookform/resolvers/zod';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import { goTo } from './go-to';
import { PasswordInput } from './password-input';

const passwordLengthMin = 12;

interface SignUpFormProps {
  /** The token of an invitation, which opens the form where sign-up is by invitation. */
  invitation?: string | undefined;
  email?: string | undefined;
  onRegistered?: () => void;
}

/** Creates an account with its workspace and signs in at once. */
export function SignUpForm({ invitation, email: givenEmail = '', onRegistered }: SignUpFormProps) {
  const t = useTranslations('session');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const signup = useQuery(trpc.auth.signup.queryOptions()).data;
  const mode = signup?.mode ?? 'open';
  const register = useMutation(trpc.auth.register.mutationOptions());
  const schema = z.object({
    name: z.string().check(z.trim(), z.maxLength(100)),
    email: z.email(t('fields.emailInvalid')),
    password: z.string().check(z.minLength(passwordLengthMin, t('fields.passwordShort'))),
  });
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { name: '', email: givenEmail, password: '' } });
  const { errors, isSubmitting } = form.formState;
  const failure = register.isError ? readFailure(register.error) : undefined;

  const submit = form.handleSubmit(async ({ name, email, password }) => {
    const isRegistered = await register
      .mutateAsync({
        email,
        password,
        ...(name === '' ? {} : { name }),
        ...(invitation !== undefined && { invitation }),
      })
      .then(() => true)
      .catch(() => false);
    if (!isRegistered) return;
    onRegistered?.();
    if (signup?.verifiesEmail === true) return;
    const answer = await signIn('credentials', { email, password, redirect: false }).catch(() => undefined);
    goTo(answer?.ok === true ? '/bots' : '/sign-in');
  });

  if (register.isSuccess && signup?.verifiesEmail === true) {
    return (
      <Banner tone="good" isLive>
        {t.rich('signUp.mailed', {
          link: (words) => (
            <Link href="/verify-email" className="focus-ring rounded font-medium underline underline-offset-4">
              {words}
            </Link>
          ),
        })}
      </Banner>
    );
  }
  const isShut = mode !== 'open' && invitation === undefined;
  if (isShut) return <Banner tone="info">{t(`signUp.${mode}`)}</Banner>;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {failure === undefined ? null : (
        <Banner tone="bad" isLive>
          {failure.message === '' ? common(`failure.side.${failure.side}`) : failure.message}
        </Banner>
      )}
      <Field label={t('fields.name')} aside={common('optional')} error={errors.name?.message}>
        <Input {...form.register('name')} autoComplete="name" />
      </Field>
      <Field label={t('fields.email')} error={errors.email?.message ?? failure?.fields.email}>
        <Input {...form.register('email')} type="email" autoComplete="username" inputMode="email" dir="ltr" />
      </Field>
      <Field
        label={t('fields.password')}
        hint={t('fields.newPasswordHint')}
        error={errors.password?.message ?? failure?.fields.password}
      >
        <PasswordInput {...form.register('password')} autoComplete="new-password" />
      </Field>
      <Button type="submit" tone="primary" size="large" isBlock isLoading={isSubmitting}>
        {t('signUp.submit')}
      </Button>
    </form>
  );
}
