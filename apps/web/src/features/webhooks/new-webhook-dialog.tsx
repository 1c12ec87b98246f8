'use client';

import { buttonStyles } from '@dovecote/ui/button-styles';
import { Dialog } from '@dovecote/ui/dialog';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { SecretNotice } from './secret-notice';
import { useWebhookActs } from './use-webhook-acts';
import { webhookEvents } from './webhook';
import { WebhookForm } from './webhook-form';

interface NewWebhookDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Adds an endpoint, then shows its secret this once. */
export function NewWebhookDialog({ isOpen, onOpenChange }: NewWebhookDialogProps) {
  const t = useTranslations('webhooks');
  const common = useTranslations('common');
  const { create } = useWebhookActs();
  const turn = (open: boolean) => {
    if (!open) create.reset();
    onOpenChange(open);
  };
  return (
    <Dialog
      open={isOpen}
      onOpenChange={turn}
      title={create.data === undefined ? t('add') : t('added')}
      description={create.data === undefined ? t('addHint') : undefined}
      closeLabel={common('close')}
    >
      {create.data === undefined ? (
        <WebhookForm
          start={{ url: '', description: '', events: [...webhookEvents] }}
          submitLabel={t('add')}
          isPending={create.isPending}
          error={create.error}
          onSubmit={(draft) => create.mutate(draft)}
        />
      ) : (
        <div className="flex flex-col gap-5">
          <SecretNotice secret={create.data.secret} />
          <Link href={`/webhooks/${create.data.id}`} className={buttonStyles({ tone: 'primary' })}>
            {t('toWebhook')}
          </Link>
        </div>
      )}
    </Dialog>
  );
}
