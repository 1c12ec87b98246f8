'use client';

import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Ago } from '@/features/shared/ago';
import type { Webhook } from './webhook';
import { WebhookBadge } from './webhook-badge';

/** One endpoint in the list; all of it leads to its page. */
export function WebhookItem({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks');
  return (
    <li className="relative flex flex-col gap-1 px-4 py-4 hover:bg-sunken sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Link
          href={`/webhooks/${webhook.id}`}
          className="focus-ring min-w-0 break-all rounded font-medium text-[0.9375rem] text-ink no-underline after:absolute after:inset-0 hover:underline"
        >
          <span dir="ltr">{webhook.url}</span>
        </Link>
        <WebhookBadge webhook={webhook} />
      </div>
      {webhook.description === '' ? null : (
        <p className="text-sm">
          <bdi>{webhook.description}</bdi>
        </p>
      )}
      <p className="text-ink-muted text-xs">
        {t('eventCount', { count: webhook.events.length })}
        {webhook.failingSince === null ? null : (
          <>
            {' · '}
            {t.rich('failingSince', { ago: () => <Ago at={webhook.failingSince ?? ''} /> })}
          </>
        )}
      </p>
    </li>
  );
}
