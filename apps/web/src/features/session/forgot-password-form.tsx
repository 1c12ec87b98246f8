'use client';

import { Banner } from '@dovecote/ui/banner';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { useTRPC } from '@/trpc/trpc-context';
import { AddressForm } from './address-form';

/** Asks for a link to choose a new password by; it says the same for every address. */
export function ForgotPasswordForm() {
  const t = useTranslations('session.forgot');
  const trpc = useTRPC();
  const ask = useMutation(trpc.auth.forgotPassword.mutationOptions());
  if (ask.isSuccess) {
    return (
      <Banner tone="good" isLive>
        {t('sent')}
      </Banner>
    );
  }
  return (
    <AddressForm
      submitLabel={t('submit')}
      error={ask.error}
      isLoading={ask.isPending}
      onSubmit={(email) => ask.mutate({ email })}
    />
  );
}
