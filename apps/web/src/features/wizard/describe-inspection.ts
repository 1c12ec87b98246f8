import type { CheckState } from '@dovecote/ui/check-row';
import type { useTranslations } from 'next-intl';
import type { Failure } from '@/trpc/read-failure';
import type { Outputs } from '@/trpc/router-types';

export type Inspection = Outputs['bots']['inspectToken'];

export const checkIds = ['format', 'me', 'hosted', 'webhook', 'rival', 'pending', 'transport'] as const;

export interface Check {
  id: (typeof checkIds)[number];
  state: CheckState;
  text: string;
}

type Translate = ReturnType<typeof useTranslations<'wizard.token.results'>>;

/** What the pre-flight found, one line a check. */
export function describeInspection(found: Inspection, t: Translate): Check[] {
  const { foreignWebhook, hasRivalPoller } = found;
  const host = foreignWebhook?.host ?? t('unknownHost');
  return [
    { id: 'format', state: 'ok', text: t('format') },
    { id: 'me', state: 'ok', text: t('me', { username: found.username, name: found.name }) },
    { id: 'hosted', state: found.isHosted ? 'fail' : 'ok', text: found.isHosted ? t('hosted') : t('notHosted') },
    {
      id: 'webhook',
      state: foreignWebhook === null ? 'ok' : 'warn',
      text: foreignWebhook === null ? t('noWebhook') : t('foreignWebhook', { host }),
    },
    {
      id: 'rival',
      state: hasRivalPoller === false || foreignWebhook !== null || found.isHosted ? 'ok' : 'warn',
      text: hasRivalPoller === null ? untoldRival(found, t) : hasRivalPoller ? t('rival') : t('noRival'),
    },
    { id: 'pending', state: 'ok', text: t('pending', { count: found.pendingUpdates }) },
    { id: 'transport', state: 'ok', text: t(found.transport) },
  ];
}

function untoldRival({ foreignWebhook, isHosted }: Inspection, t: Translate): string {
  if (foreignWebhook !== null) return t('rivalUnknown');
  return isHosted ? t('rivalOfHosted') : t('rivalUntold');
}

/** A refused inspection: the form is right, but Telegram says no or nothing. */
export function describeRefusal({ code, retryAfterSeconds }: Failure, t: Translate): Check[] | null {
  const isRejected = code === 'TOKEN_REJECTED';
  if (!isRejected && code !== 'TELEGRAM_UNAVAILABLE') return null;
  const isAskedToWait = retryAfterSeconds !== undefined;
  const outage = isAskedToWait ? t('flood', { count: Math.ceil(retryAfterSeconds) }) : t('unreachable');
  const text = isRejected ? t('meRejected') : outage;
  return [
    { id: 'format', state: 'ok', text: t('format') },
    { id: 'me', state: 'fail', text },
  ];
}
