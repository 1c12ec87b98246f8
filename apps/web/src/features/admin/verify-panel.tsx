'use client';

import { Banner } from '@dovecote/ui/banner';
import { useTranslations } from 'next-intl';
import type { Outputs } from '@/trpc/router-types';

/** What a check of the chain found. */
export function VerifyPanel({ verdict }: { verdict: Outputs['admin']['verifyAuditLog'] }) {
  const t = useTranslations('admin.audit');
  const { ok, checked, firstBad } = verdict;
  if (ok) return <Banner tone="good" isLive title={t('ok', { count: checked })} />;
  return (
    <Banner tone="bad" isLive title={t('bad', { count: checked })}>
      {firstBad === undefined
        ? null
        : t('firstBad', {
            problem: t(`problems.${firstBad.problem}`),
            seq: String(firstBad.seq),
            chain: firstBad.chain,
          })}
    </Banner>
  );
}
