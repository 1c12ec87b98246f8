'use client';

import { Banner } from '@dovecote/ui/banner';
import { Button } from '@dovecote/ui/button';
import { PageHeader } from '@dovecote/ui/page-header';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useQuery } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { toast } from 'sonner';
import { Ago } from '@/features/shared/ago';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';
import { DeliveriesCard } from './deliveries-card';
import { RemoveWebhookCard } from './remove-webhook-card';
import { SecretCard } from './secret-card';
import { useWebhookActs } from './use-webhook-acts';
import type { Webhook } from './webhook';
import { WebhookBadge } from './webhook-badge';
import { WebhookSettingsCard } from './webhook-settings-card';

export function WebhookPage({ webhookId }: { webhookId: string }) {
  const common = useTranslations('common');
  const webhook = useQuery(useTRPC().webhooks.get.queryOptions({ id: webhookId }));
  return (
    <Loaded query={webhook} skeleton={<SkeletonRows label={common('loading')} />} isPage>
      {(found) => <WebhookView webhook={found} />}
    </Loaded>
  );
}

function WebhookView({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks');
  const { test, toggle } = useWebhookActs();
  const { id, isOn, offReason, failingSince } = webhook;
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={
          <span dir="ltr" className="break-all">
            {new URL(webhook.url).host}
          </span>
        }
        badges={<WebhookBadge webhook={webhook} />}
        description={
          <Link href="/webhooks" className="focus-ring touch inline-flex items-center rounded text-accent-ink">
            {t('back')}
          </Link>
        }
        actions={
          <>
            <Button
              isLoading={test.isPending}
              disabled={!isOn}
              onClick={() => test.mutate({ id }, { onSuccess: () => toast.success(t('tested')) })}
            >
              <Send aria-hidden="true" />
              {t('test')}
            </Button>
            <Button isLoading={toggle.isPending} onClick={() => toggle.mutate({ id, isOn: !isOn })}>
              {t(isOn ? 'switchOff' : 'switchOn')}
            </Button>
          </>
        }
      />
      {isOn && failingSince !== null ? (
        <Banner tone="warn">{t.rich('failingHint', { ago: () => <Ago at={failingSince} /> })}</Banner>
      ) : null}
      {!isOn && offReason !== null ? <Banner tone="bad">{t(`offReasons.${offReason}`)}</Banner> : null}
      <DeliveriesCard webhook={webhook} />
      <WebhookSettingsCard key={webhook.updatedAt} webhook={webhook} />
      <SecretCard webhook={webhook} />
      <RemoveWebhookCard webhook={webhook} />
    </div>
  );
}
