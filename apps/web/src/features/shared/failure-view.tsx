'use client';

import { Button } from '@dovecote/ui/button';
import { buttonStyles } from '@dovecote/ui/button-styles';
import { ErrorState } from '@dovecote/ui/error-state';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { readFailure } from '@/trpc/read-failure';

interface FailureViewProps {
  error: unknown;
  onRetry?: () => void;
  isPage?: boolean;
}

/** A failed load: what, whose side, what to do, the id to quote. A page about nothing leads away: it stays so. */
export function FailureView({ error, onRetry, isPage }: FailureViewProps) {
  const t = useTranslations('common.failure');
  const failure = readFailure(error);
  const retry: ReactNode = onRetry === undefined ? null : <Button onClick={onRetry}>{t('retry')}</Button>;
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
      action={isPage && failure.code === 'NOT_FOUND' ? <WayToBots /> : retry}
    />
  );
}

function WayToBots() {
  const t = useTranslations('common.notFound');
  return (
    <Link href="/bots" className={buttonStyles()}>
      {t('action')}
    </Link>
  );
}
