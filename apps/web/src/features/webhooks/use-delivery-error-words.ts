'use client';

import { useTranslations } from 'next-intl';
import { readDeliveryError } from './read-delivery-error';

/** Why an attempt failed, in the viewer's language. */
export function useDeliveryErrorWords(): (error: string) => string {
  const t = useTranslations('webhooks.deliveries.errors');
  return (error) => {
    const read = readDeliveryError(error);
    return read === null ? t('other', { error }) : t(read.code, read.values);
  };
}
