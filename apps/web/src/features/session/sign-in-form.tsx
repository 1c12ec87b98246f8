'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { Input } from '@dovecote/ui/input';
import { zodResolver } from '@hookform/resolvers/zod';
import Link from 'next/link';
import { signIn } from 'next-auth/react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { CodeStep } from './code-step';
import { goTo } from './go-to';
import { PasskeyButton } from './passkey-button';
import { PasswordInput } from './password-input';
import { safeNextPath } from './safe-next-path';

interface SignInFormProps {
  nextPath: string | undefined;
  isEnded: boolean;
  /** A new password was just chosen. */
  isReset: boolean;
}

/** Signs in with e-mail and password, then a second factor if there is one, or with a passkey alone. */
export function SignInForm({ nextPath, isEnded, isReset }: SignInFormProps) {
  const t = useTranslations('session');
  const [problem, setProblem] = useState<string>();
  const [proven, setProven] = useState<{ email: string; password: string }>();
  const schema = z.object({
    email: z.email(t('fields.emailInvalid')),
    password: z.string().check(z.minLength(1, t('fields.passwordMissing'))),
  });
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { email: '', password: '' } });
  const { errors, isSubmitting } = form.formState;

  /** Answers whether the visitor is on their way in. */
  const enter = async (provider: string, fields: Record<string, string>) => {
    setProblem(undefined);
    const answer = await signIn(provider, { ...fields, redirect: false }).catch(() => undefined);
    if (answer?.ok === true) goTo(safeNextPath(nextPath));
    return answer === undefined ? 'unreachable' : answer.ok ? 'in' : answer.error;
  };
  const submit = form.handleSubmit(async (credentials) => {
    const outcome = await enter('credentials', credentials);
    if (outcome === 'OTP_REQUIRED') setProven(credentials);
    else if (outcome !== 'in') setProblem(t(`signIn.${outcome === 'unreachable' ? 'unreachable' : 'failed'}`));
  });

  if (proven !== undefined) {
    return (
      <CodeStep
        onProof={async (proof) => (await enter('credentials', { ...proven, ...proof })) === 'in'}
        onBack={() => setProven(undefined)}
      />
    );
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      {isEnded && problem === undefined ? <Banner tone="info">{t('signIn.ended')}</Banner> : null}
      {isReset && problem === undefined ? <Banner tone="good">{t('signIn.reset')}</Banner> : null}
      {problem === undefined ? null : (
        <Banner tone="bad" isLive>
          {problem}
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
      <PasskeyButton
        size="large"
        isBlock
        onProblem={setProblem}
        onAnswer={async (answer) => {
          const outcome = await enter('passkey', { passkey: JSON.stringify(answer) });
          if (outcome !== 'in') setProblem(t('passkey.failed'));
        }}
      />
      <Link
        href="/forgot-password"
        className="focus-ring w-fit rounded text-ink-muted text-sm underline underline-offset-4"
      >
        {t('signIn.forgot')}
      </Link>
    </form>
  );
}
