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

/** The bot's state in a word; of one that runs and yet needs a look, what is wrong. */
export function BotStatusBadge({ bot }: { bot: Pick<Bot, 'status' | 'concern'> }) {
  const t = useTranslations('bots.status');
  const short = useTranslations('journal.concern.short');
  const { status, concern } = bot;
  if (status === 'running' && concern !== null) return <StatusBadge tone="warn">{short(concern.kind)}</StatusBadge>;
  return (
    <StatusBadge tone={tones[status]} isBusy={status === 'pending'}>
      {t(status)}
    </StatusBadge>
  );
}
