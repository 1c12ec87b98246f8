'use client';

import { Button } from '@dovecote/ui/button';
import { Dialog } from '@dovecote/ui/dialog';
import { Field } from '@dovecote/ui/field';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { readFailure } from '@/trpc/read-failure';
import { setStepUpPrompt } from '@/trpc/step-up-prompt';
import { useTRPC } from '@/trpc/trpc-context';
import { CodeField } from './code-field';
import { PasskeyButton } from './passkey-button';
import { PasswordInput } from './password-input';

/** Asks who one is before a sensitive act, which then goes on. */
export function StepUpDialog() {
  const t = useTranslations('session.stepUp');
  const fields = useTranslations('session.fields');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const settle = useRef<(isProven: boolean) => void>(undefined);
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const factor = useQuery({ ...trpc.secondFactor.get.queryOptions(), enabled: isOpen });
  const end = (isProven: boolean) => {
    settle.current?.(isProven);
    settle.current = undefined;
    setOpen(false);
    setText('');
    setProblem(undefined);
  };
  const prove = useMutation(
    trpc.account.stepUp.mutationOptions({
      onError: (error) => setProblem(readFailure(error).message || common('failure.title')),
      onSuccess: () => {
        end(true);
        queryClient.invalidateQueries(trpc.session.pathFilter());
      },
    }),
  );
  useEffect(
    () =>
      setStepUpPrompt(
        () =>
          new Promise((resolve) => {
            settle.current = resolve;
            setOpen(true);
          }),
      ),
    [],
  );
  const needsFactor =
    factor.data !== undefined && (factor.data.authenticator !== null || factor.data.passkeys.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate(needsFactor ? { otp: text.trim() } : { password: text });
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => {
        if (!open) end(false);
      }}
      title={t('title')}
      description={t('lead')}
      closeLabel={common('close')}
    >
      {factor.data === undefined ? null : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          {needsFactor ? (
            <CodeField value={text} error={problem} onChange={setText} />
          ) : (
            <Field label={fields('password')} error={problem}>
              <PasswordInput
                value={text}
                autoComplete="current-password"
                onChange={(event) => setText(event.target.value)}
              />
            </Field>
          )}
          <Button type="submit" tone="primary" isBlock isLoading={prove.isPending} disabled={text.trim() === ''}>
            {t('submit')}
          </Button>
          {factor.data.passkeys.length > 0 ? (
            <PasskeyButton
              isBlock
              onProblem={setProblem}
              onAnswer={async (passkey) => {
                await prove.mutateAsync({ passkey }).catch(() => undefined);
              }}
            />
          ) : null}
        </form>
      )}
    </Dialog>
  );
}
