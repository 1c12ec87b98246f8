'use client';

import { useTranslations } from 'next-intl';
import { useCallback } from 'react';
import { toast } from 'sonner';
import { readFailure } from '@/trpc/read-failure';

/** Tells of a failed act in passing: the server's words, or whose side it lies on. */
export function useFailureToast(): (error: unknown) => void {
  const t = useTranslations('common.failure');
  return useCallback(
    (error) => {
      const failure = readFailure(error);
      toast.error(failure.message === '' ? t('title') : failure.message, {
        description: failure.message === '' ? t(`side.${failure.side}`) : undefined,
      });
    },
    [t],
  );
}
