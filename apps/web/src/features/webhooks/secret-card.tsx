'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { RotateCcwKey } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { ExactTime } from '@/features/shared/exact-time';
import { SecretNotice } from './secret-notice';
import { useWebhookActs } from './use-webhook-acts';
import type { Webhook } from './webhook';

/** A new secret when the old one may be known; both sign for a day. */
export function SecretCard({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks.secret');
  const common = useTranslations('common');
  const { rotateSecret } = useWebhookActs();
  const [isAsking, setAsking] = useState(false);
  const { formerSecretUntil } = webhook;
  return (
    <Card title={t('title')} description={t('description')}>
      <div className="flex flex-col gap-4">
        {rotateSecret.data === undefined ? null : <SecretNotice secret={rotateSecret.data.secret} />}
        {formerSecretUntil === null ? null : (
          <p className="text-ink-muted text-sm">
            {t.rich('overlap', { time: () => <ExactTime at={formerSecretUntil} /> })}
          </p>
        )}
        <Button className="w-fit max-sm:w-full" onClick={() => setAsking(true)}>
          <RotateCcwKey aria-hidden="true" />
          {t('rotate')}
        </Button>
      </div>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('confirmTitle')}
        description={t('confirmText')}
        cancelLabel={common('cancel')}
        confirmLabel={t('rotate')}
        isLoading={rotateSecret.isPending}
        onConfirm={() => rotateSecret.mutate({ id: webhook.id }, { onSettled: () => setAsking(false) })}
      />
    </Card>
  );
}
