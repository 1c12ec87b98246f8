'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { PageHeader } from '@dovecote/ui/page-header';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useQuery } from '@tanstack/react-query';
import { Plus, Webhook as WebhookIcon } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { NewWebhookDialog } from './new-webhook-dialog';
import { WebhookItem } from './webhook-item';

/** Where the workspace's events are posted to. */
export function WebhooksPage() {
  const t = useTranslations('webhooks');
  const common = useTranslations('common');
  const webhooks = useQuery(useTRPC().webhooks.list.queryOptions());
  const [isAdding, setAdding] = useState(false);
  const add = (
    <Button tone="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden="true" />
      {t('add')}
    </Button>
  );
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={t('title')}
        description={t('description')}
        actions={webhooks.data === undefined || webhooks.data.length === 0 ? undefined : add}
      />
      <Loaded query={webhooks} skeleton={<SkeletonRows label={common('loading')} />}>
        {(found) => (
          <Card isFlush>
            {found.length === 0 ? (
              <EmptyState icon={<WebhookIcon />} title={t('empty')} description={t('emptyHint')} action={add} />
            ) : (
              <ul aria-label={t('list')} className="divide-y divide-line">
                {found.map((webhook) => (
                  <WebhookItem key={webhook.id} webhook={webhook} />
                ))}
              </ul>
            )}
          </Card>
        )}
      </Loaded>
      <NewWebhookDialog isOpen={isAdding} onOpenChange={setAdding} />
    </div>
  );
}
