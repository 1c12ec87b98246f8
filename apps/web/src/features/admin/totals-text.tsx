'use client';

import { useFormatter, useTranslations } from 'next-intl';
import type { AdminBot } from './admin-bot';

/** The balance of a bot in two lines. */
export function TotalsText({ totals }: { totals: AdminBot['totals'] }) {
  const t = useTranslations('admin.bots');
  const format = useFormatter();
  return (
    <span className="flex flex-col tabular-nums @xl/table:min-w-28 @max-xl/table:items-end @max-xl/table:text-end">
      <span>{t('received', { count: format.number(totals.received) })}</span>
      <span className="text-ink-muted text-xs">
        {t('split', {
          done: format.number(totals.done + totals.skipped),
          waiting: format.number(totals.waiting),
          failed: format.number(totals.deadLettered),
        })}
      </span>
    </span>
  );
}
