'use client';

import { Skeleton } from '@dovecote/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { JsonBlock } from '@/features/activity/json-block';
import { ExactTime } from '@/features/shared/exact-time';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { useDeliveryErrorWords } from './use-delivery-error-words';

/** What is posted, under which id, and how each attempt went. */
export function DeliveryDetails({ webhookId, deliveryId }: { webhookId: string; deliveryId: string }) {
  const t = useTranslations('webhooks.deliveries');
  const format = useFormatter();
  const errorWords = useDeliveryErrorWords();
  const details = useQuery(useTRPC().webhooks.delivery.queryOptions({ id: webhookId, deliveryId }));
  return (
    <Loaded query={details} skeleton={<Skeleton className="h-24 w-full" />}>
      {(found) => (
        <div className="flex min-w-0 flex-col gap-3">
          <p className="text-ink-muted text-xs">
            webhook-id: <code className="break-all font-mono">{found.eventId}</code>
          </p>
          <JsonBlock label={t('payload')} value={JSON.parse(found.payload)} />
          <ol aria-label={t('log')} className="flex flex-col gap-2">
            {found.log.map((attempt) => (
              <li key={attempt.at} className="flex flex-col gap-1 text-xs">
                <span>
                  <ExactTime at={attempt.at} /> ·{' '}
                  {format.number(attempt.durationMs, { style: 'unit', unit: 'millisecond' })} ·{' '}
                  {attempt.error === null ? t('took', { status: attempt.status ?? 0 }) : errorWords(attempt.error)}
                </span>
                {attempt.answer === null ? null : (
                  <pre dir="ltr" className="whitespace-pre-wrap break-all rounded-lg bg-sunken p-2 font-mono">
                    {attempt.answer}
                  </pre>
                )}
              </li>
            ))}
          </ol>
        </div>
      )}
    </Loaded>
  );
}
