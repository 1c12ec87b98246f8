'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';

type Line = Outputs['engagement']['lines']['items'][number];

const reasons = ['checkin', 'game', 'duel', 'achievement', 'reward', 'reversal', 'adjustment'] as const;

/** What a line of the ledger was for, in a person's words; a reason nobody knows keeps its own. */
export function useLineWords(botId: string): (line: Line) => string {
  const t = useTranslations('engagement.lines.reasons');
  const trpc = useTRPC();
  const achievements = useQuery(trpc.engagement.achievements.queryOptions({ botId }));
  return ({ reason, subject }) => {
    const known = reasons.find((one) => one === reason);
    if (known === undefined) return t('other', { reason });
    const [what] = Object.values(subject);
    const title = achievements.data?.find(({ id }) => reason === 'achievement' && id === what)?.title;
    return t(known, { what: title ?? String(what ?? '') });
  };
}
