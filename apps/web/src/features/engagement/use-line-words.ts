'use client';

import { useTranslations } from 'next-intl';
import type { Outputs } from '@/trpc/router-types';

type Line = Outputs['engagement']['lines']['items'][number];

const reasons = ['checkin', 'game', 'duel', 'achievement', 'reward', 'reversal', 'adjustment'] as const;

/** What a line of the ledger was for, in a person's words; a reason nobody knows keeps its own. */
export function useLineWords(): (line: Line) => string {
  const t = useTranslations('engagement.lines.reasons');
  return ({ reason, subject }) => {
    const known = reasons.find((one) => one === reason);
    if (known === undefined) return t('other', { reason });
    const [what] = Object.values(subject);
    return t(known, { what: String(what ?? '') });
  };
}
