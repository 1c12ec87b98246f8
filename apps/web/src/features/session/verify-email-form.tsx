'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';
import { AddressForm } from './address-form';
import { goTo } from './go-to';
import { useFragmentToken } from './use-fragment-token';

/** Confirms an address by a mailed link, by a press, so that no preview robot uses it up; or asks for a new link. */
export function VerifyEmailForm() {
  const t = useTranslations('session.verify');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const token = useFragmentToken();
  const verify = useMutation(trpc.auth.verifyEmail.mutationOptions());
  const resend = useMutation(trpc.auth.resendVerification.mutationOptions());
  const failure = verify.isError ? readFailure(verify.error) : undefined;
  if (verify.isSuccess) {
    return (
      <>
        <Banner tone="good" isLive>
          {t('done', { email: verify.data.email })}
        </Banner>
        <Button tone="primary" size="large" isBlock onClick={() => goTo('/bots')}>
          {t('goOn')}
        </Button>
      </>
    );
  }
  if (token !== '' && failure === undefined) {
    return (
      <Button
        tone="primary"
        size="large"
        isBlock
        isLoading={verify.isPending}
        onClick={() => verify.mutate({ token: token ?? '' })}
      >
        {t('submit')}
      </Button>
    );
  }
  return (
    <>
      {failure === undefined ? null : (
        <Banner tone="bad" isLive>
          {failure.message || common(`failure.side.${failure.side}`)}
        </Banner>
      )}
      {resend.isSuccess ? (
        <Banner tone="good" isLive>
          {t('sent')}
        </Banner>
      ) : (
        <AddressForm
          submitLabel={t('resend')}
          error={resend.error}
          isLoading={resend.isPending}
          onSubmit={(email) => resend.mutate({ email })}
        />
      )}
    </>
  );
}
