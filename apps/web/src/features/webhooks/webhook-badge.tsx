'use client';

import { StatusBadge } from '@dovecote/ui/status-badge';
import { useTranslations } from 'next-intl';
import type { Webhook } from './webhook';

/** On, failing, or off and by whom. */
export function WebhookBadge({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks.states');
  if (!webhook.isOn) {
    const isOurs = webhook.offReason === 'gone' || webhook.offReason === 'failing';
    return <StatusBadge tone={isOurs ? 'bad' : 'neutral'}>{t(isOurs ? 'switchedOff' : 'off')}</StatusBadge>;
  }
  if (webhook.failingSince !== null) return <StatusBadge tone="warn">{t('failing')}</StatusBadge>;
  return <StatusBadge tone="good">{t('on')}</StatusBadge>;
}
