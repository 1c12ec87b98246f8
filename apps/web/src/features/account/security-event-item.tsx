'use client';

import { useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import type { Outputs } from '@/trpc/router-types';
import { describeDevice } from './describe-device';

const alarming = new Set(['sign_in_failed', 'new_device', 'token_reused', 'recovery_code_used']);

interface SecurityEventItemProps {
  event: Outputs['account']['securityEvents']['items'][number];
}

/** One thing that happened to an account: what, from which device and network, when. */
export function SecurityEventItem({ event }: SecurityEventItemProps) {
  const t = useTranslations('account');
  const place = [describeDevice(event.userAgent) ?? t('sessions.unknown'), event.ip].filter((part) => part !== null);
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-0.5 px-4 py-3 sm:px-5">
      <span className="flex min-w-0 flex-col">
        <span className={alarming.has(event.kind) ? 'font-medium text-sm text-warn-ink' : 'font-medium text-sm'}>
          {t(`events.kinds.${event.kind}`)}
        </span>
        <span className="text-ink-muted text-xs">{place.join(' · ')}</span>
      </span>
      <span className="text-ink-muted text-xs">
        <Ago at={event.at} />
      </span>
    </li>
  );
}
