'use client';

import { Button } from '@dovecote/ui/button';
import { ErrorState } from '@dovecote/ui/error-state';
import { useTranslations } from 'next-intl';
import { readFailure } from '@/trpc/read-failure';

interface FailureViewProps {
  error: unknown;
  onRetry?: () => void;
  isPage?: boolean;
}

/** A failed load: what, whose side, what to do, the id to quote. */
export function FailureView({ error, onRetry, isPage }: FailureViewProps) {
  const t = useTranslations('common.failure');
  const failure = readFailure(error);
  const title =
    failure.code === 'NOT_FOUND' ? t('notFound') : failure.code === 'FORBIDDEN' ? t('forbidden') : t('title');
  return (
    <ErrorState
      title={title}
      isPage={isPage}
      description={[failure.message, t(`side.${failure.side}`)].filter(Boolean).join(' ')}
      requestId={failure.requestId}
      requestIdLabel={t('requestId')}
      copyLabel={t('copy')}
      copiedLabel={t('copied')}
      action={onRetry === undefined ? null : <Button onClick={onRetry}>{t('retry')}</Button>}
    />
  );
}
