'use client';

import { useTranslations } from 'next-intl';
import { type WebhookEvent, webhookEvents } from './webhook';

type EventKey<Type extends string> = Type extends `${infer Noun}.${infer Deed}` ? `${Noun}_${Deed}` : never;

/** What an event is called; one that this page does not know shows as it is. */
export function useEventName(): (type: string) => string {
  const t = useTranslations('webhooks.events');
  return (type) => {
    const known = webhookEvents.find((one) => one === type);
    if (known !== undefined) return t(toKey(known));
    return type === 'webhook.test' ? t('webhook_test') : type;
  };
}

/** A message key may hold no dot. */
function toKey(type: WebhookEvent): EventKey<WebhookEvent> {
  return type.replace('.', '_') as EventKey<WebhookEvent>;
}
