'use client';

import { Button } from '@dovecote/ui/button';
import { Field } from '@dovecote/ui/field';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { readFailure } from '@/trpc/read-failure';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { CodeField } from './code-field';
import { PasskeyButton } from './passkey-button';
import { PasswordInput } from './password-input';

interface StepUpFormProps {
  factor: Outputs['secondFactor']['get'];
  onProven: () => void;
}

/** The proof itself: the second factor of who has one, else the password. */
export function StepUpForm({ factor, onProven }: StepUpFormProps) {
  const t = useTranslations('session.stepUp');
  const fields = useTranslations('session.fields');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const hasPasskey = factor.passkeys.length > 0;
  const hasFactor = factor.authenticator !== null || hasPasskey;
  const prove = useMutation(
    trpc.account.stepUp.mutationOptions({
      onError: (error) => setProblem(readFailure(error).message || common('failure.title')),
      onSuccess: () => {
        onProven();
        queryClient.invalidateQueries(trpc.session.pathFilter());
      },
    }),
  );
  useEffect(() => input.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate(hasFactor ? { otp: text.trim() } : { password: text });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      {hasFactor ? (
        <CodeField value={text} error={problem} onChange={setText} />
      ) : (
        <Field label={fields('password')} error={problem}>
          <PasswordInput
            ref={input}
            value={text}
            autoComplete="current-password"
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
      )}
      <Button type="submit" tone="primary" isBlock isLoading={prove.isPending} disabled={text.trim() === ''}>
        {t('submit')}
      </Button>
      {hasPasskey ? (
        <PasskeyButton
          isBlock
          onProblem={setProblem}
          onAnswer={async (passkey) => {
            await prove.mutateAsync({ passkey }).catch(() => undefined);
          }}
        />
      ) : null}
    </form>
  );
}
