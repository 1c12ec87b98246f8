'use client';

import { useTranslations } from 'next-intl';
import { readReason } from './read-reason';

/** Why an update was closed as it was, in the viewer's language; an unknown reason as it stands in the journal. */
export function useReasonWords(): (reason: string, kind: string) => string {
  const t = useTranslations('journal.reasons');
  return (reason, kind) => {
    const read = readReason(reason, kind);
    return read === null ? reason : t(read.code, read.values);
  };
}
