'use client';

import { AlertDialog } from '@dovecote/ui/alert-dialog';
import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { toast } from 'sonner';
import { useWebhookActs } from './use-webhook-acts';
import type { Webhook } from './webhook';

export function RemoveWebhookCard({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks.remove');
  const common = useTranslations('common');
  const router = useRouter();
  const { remove } = useWebhookActs();
  const [isAsking, setAsking] = useState(false);
  const leave = () => {
    toast.success(t('done'));
    router.push('/webhooks');
  };
  return (
    <Card title={t('title')} description={t('description')}>
      <Button tone="danger" className="max-sm:w-full" onClick={() => setAsking(true)}>
        <Trash2 aria-hidden="true" />
        {t('action')}
      </Button>
      <AlertDialog
        open={isAsking}
        onOpenChange={setAsking}
        title={t('confirmTitle')}
        description={t('confirmText')}
        cancelLabel={common('cancel')}
        confirmLabel={t('action')}
        isDanger
        isLoading={remove.isPending}
        onConfirm={() => remove.mutate({ id: webhook.id }, { onSuccess: leave })}
      />
    </Card>
  );
}
