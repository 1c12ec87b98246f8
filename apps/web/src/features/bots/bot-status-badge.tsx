'use client';

import type { BadgeTone } from '@dovecote/ui/badge';
import { StatusBadge } from '@dovecote/ui/status-badge';
import { useTranslations } from 'next-intl';
import type { Bot } from './bot';

const tones: Record<Bot['status'], BadgeTone> = {
  pending: 'accent',
  running: 'good',
  stopped: 'neutral',
  suspended: 'bad',
  conflict: 'warn',
  token_revoked: 'bad',
  error: 'bad',
};

export function BotStatusBadge({ status }: { status: Bot['status'] }) {
  const t = useTranslations('bots.status');
  return (
    <StatusBadge tone={tones[status]} isBusy={status === 'pending'}>
      {t(status)}
    </StatusBadge>
  );
}
