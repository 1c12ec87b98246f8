'use client';

import { StatusBadge } from '@dovecote/ui/status-badge';
import { useTranslations } from 'next-intl';
import { useLiveState } from '@/features/live/live-provider';

/** Says whether what is shown follows what happens. */
export function LiveChip() {
  const t = useTranslations('common.live');
  const state = useLiveState();
  return (
    <span role="status" className="ms-auto">
      <StatusBadge
        tone={state === 'live' ? 'good' : state === 'connecting' ? 'neutral' : 'warn'}
        isBusy={state !== 'live'}
      >
        {/* A phone's header has little room; the dot stays. */}
        <span className="max-sm:sr-only">{t(state)}</span>
      </StatusBadge>
    </span>
  );
}
