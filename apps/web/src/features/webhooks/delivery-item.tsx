'use client';

import { Button } from '@dovecote/ui/button';
import { Disclosure } from '@dovecote/ui/disclosure';
import { StatusBadge } from '@dovecote/ui/status-badge';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { ExactTime } from '@/features/shared/exact-time';
import { DeliveryDetails } from './delivery-details';
import { useDeliveryErrorWords } from './use-delivery-error-words';
import { useEventName } from './use-event-name';
import { useWebhookActs } from './use-webhook-acts';
import type { Delivery, Webhook } from './webhook';

const tones = { waiting: 'accent', delivered: 'good', failed: 'bad' } as const;

/** One event on its way; opened, it shows what is posted and each attempt. */
export function DeliveryItem({ webhook, delivery }: { webhook: Webhook; delivery: Delivery }) {
  const t = useTranslations('webhooks.deliveries');
  const eventName = useEventName();
  const errorWords = useDeliveryErrorWords();
  const { replay } = useWebhookActs();
  const { nextAttemptAt, lastError, state, attempts } = delivery;
  return (
    <li className="flex flex-col gap-1 px-4 py-3.5 text-sm sm:px-5">
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{eventName(delivery.type)}</span>
        <StatusBadge tone={tones[state]} isBusy={state === 'waiting'}>
          {t(`states.${state}`)}
        </StatusBadge>
      </div>
      <p className="text-ink-muted text-xs">
        <Ago at={delivery.createdAt} /> · {t('attempts', { count: attempts })}
        {nextAttemptAt !== null && attempts > 0 ? (
          <>
            {' · '}
            {t.rich('next', { time: () => <ExactTime at={nextAttemptAt} /> })}
          </>
        ) : null}
      </p>
      {lastError === null ? null : <p className="text-bad-ink text-xs">{errorWords(lastError)}</p>}
      <div className="flex flex-wrap items-start justify-between gap-2">
        <Disclosure
          label={
            <>
              {t('details')}
              <span className="sr-only">: {delivery.eventId}</span>
            </>
          }
        >
          <DeliveryDetails webhookId={webhook.id} deliveryId={delivery.id} />
        </Disclosure>
        {state === 'waiting' ? null : (
          <Button
            size="small"
            isLoading={replay.isPending}
            disabled={!webhook.isOn}
            onClick={() =>
              replay.mutate(
                { id: webhook.id, deliveryId: delivery.id },
                { onSuccess: () => toast.success(t('replayed')) },
              )
            }
          >
            {t('replay')}
          </Button>
        )}
      </div>
    </li>
  );
}
