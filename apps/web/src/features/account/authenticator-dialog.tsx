'use client';

import { Button } from '@dovecote/ui/button';
import { CopyButton } from '@dovecote/ui/copy-button';
import { Dialog } from '@dovecote/ui/dialog';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import { CodeField } from '@/features/session/code-field';
import { readFailure } from '@/trpc/read-failure';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';

interface AuthenticatorDialogProps {
  enrolment: Outputs['secondFactor']['beginAuthenticator'];
  onClose: () => void;
  /** With the recovery codes, which are shown once. */
  onDone: (recoveryCodes: string[]) => void;
}

/** Sets an authenticator app up: the QR code, its secret as text, and the first code. */
export function AuthenticatorDialog({ enrolment, onClose, onDone }: AuthenticatorDialogProps) {
  const t = useTranslations('account.factor.enrol');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const [otp, setOtp] = useState('');
  const confirm = useMutation(
    trpc.secondFactor.confirmAuthenticator.mutationOptions({
      onSuccess: (made) => onDone(made.recoveryCodes),
    }),
  );
  const failure = confirm.isError ? readFailure(confirm.error) : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate({ otp: otp.trim() });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('title')}
      description={t('lead')}
      closeLabel={common('close')}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <img src={enrolment.qr} alt={t('qr')} width={240} height={240} className="mx-auto rounded-xl bg-white" />
        <div className="flex flex-wrap items-center justify-between gap-2 rounded-xl bg-sunken px-4 py-2">
          <code className="min-w-0 break-all text-sm" data-testid="totp-secret">
            {enrolment.secret}
          </code>
          <CopyButton text={enrolment.secret} label={common('copy')} copiedLabel={common('copied')} />
        </div>
        <CodeField value={otp} hint={t('hint')} error={failure?.message} onChange={setOtp} />
        <Button type="submit" tone="primary" isBlock isLoading={confirm.isPending} disabled={otp.trim().length < 6}>
          {t('submit')}
        </Button>
      </form>
    </Dialog>
  );
}
