'use client';

import { useTranslations } from 'next-intl';
import { readCallError } from './read-call-error';

/** Why a call failed, in the viewer's language; what only Telegram's own words tell as Telegram said it. */
export function useCallErrorWords(): (error: string) => string {
  const t = useTranslations('journal.callErrors');
  return (error) => {
    const read = readCallError(error);
    return read === null ? error : t(read.code, read.values);
  };
}
