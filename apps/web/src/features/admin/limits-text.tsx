'use client';

import { useTranslations } from 'next-intl';
import type { AdminBot } from './admin-bot';

/** A bot's limits and who set them. */
export function LimitsText({ limits }: { limits: AdminBot['limits'] }) {
  const t = useTranslations('admin.bots');
  return (
    <span className="flex flex-col @max-xl/table:items-end @max-xl/table:text-end">
      <span className="text-balance tabular-nums">
        {t('limitsText', { perSecond: limits.requestsPerSecond, concurrent: limits.maxConcurrent })}
      </span>
      <span className="text-ink-muted text-xs">{t('setBy', { who: limits.setBy })}</span>
    </span>
  );
}
