'use client';

import { useTranslations } from 'next-intl';
import { knownKinds } from './update';

/** What came, in a person's words; an unknown kind keeps Telegram's own word. */
export function useKindName(): (kind: string) => string {
  const t = useTranslations('bots.activity.kinds');
  return (kind) => {
    const known = knownKinds.find((one) => one === kind);
    return known === undefined ? t('other', { kind }) : t(known);
  };
}
