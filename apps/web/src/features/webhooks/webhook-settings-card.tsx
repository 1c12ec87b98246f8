'use client';

import { Card } from '@dovecote/ui/card';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { useWebhookActs } from './use-webhook-acts';
import type { Webhook } from './webhook';
import { WebhookForm } from './webhook-form';

export function WebhookSettingsCard({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks');
  const common = useTranslations('common');
  const { update } = useWebhookActs();
  const { id, url, description, events } = webhook;
  return (
    <Card title={t('settings')}>
      <WebhookForm
        start={{ url, description, events }}
        submitLabel={common('save')}
        isPending={update.isPending}
        error={update.error}
        onSubmit={(draft) => update.mutate({ id, ...draft }, { onSuccess: () => toast.success(common('saved')) })}
      />
    </Card>
  );
}
