'use client';

import { Button } from '@dovecote/ui/button';
import { Card } from '@dovecote/ui/card';
import { Segmented } from '@dovecote/ui/segmented';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useQueryClient } from '@tanstack/react-query';
import { RotateCcw } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { DeliveryItem } from './delivery-item';
import { useWebhookActs } from './use-webhook-acts';
import type { Webhook } from './webhook';

const pageSize = 20;
const lookEveryMs = 3_000;
const filters = ['all', 'waiting', 'delivered', 'failed'] as const;

/** What was and will be posted, with how each attempt went. */
export function DeliveriesCard({ webhook }: { webhook: Webhook }) {
  const t = useTranslations('webhooks.deliveries');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const { replayFailed } = useWebhookActs();
  const [filter, setFilter] = useState<(typeof filters)[number]>('all');
  const input = { id: webhook.id, limit: pageSize, ...(filter !== 'all' && { state: filter }) };
  const deliveries = usePages({
    queryKey: trpc.webhooks.deliveries.infiniteQueryKey(input),
    load: (from) => client.webhooks.deliveries.query({ ...input, ...from }),
  });
  const isMoving = deliveries.data?.some((one) => one.state === 'waiting') === true;
  useEffect(() => {
    if (!isMoving) return;
    const timer = setInterval(() => queryClient.invalidateQueries(trpc.webhooks.pathFilter()), lookEveryMs);
    return () => clearInterval(timer);
  }, [isMoving, queryClient, trpc]);
  const replay = () =>
    replayFailed.mutate(
      { id: webhook.id },
      { onSuccess: ({ replayed }) => toast.success(t('replayedMany', { count: replayed })) },
    );
  return (
    <Card
      title={t('title')}
      description={t('description')}
      isFlush
      actions={
        <Button size="small" isLoading={replayFailed.isPending} disabled={!webhook.isOn} onClick={replay}>
          <RotateCcw aria-hidden="true" />
          {t('replayFailed')}
        </Button>
      }
    >
      <div className="px-4 pb-4 sm:px-5">
        <Segmented
          label={t('filter')}
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
      </div>
      <Loaded query={deliveries} skeleton={<SkeletonRows count={3} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-5 text-ink-muted text-sm sm:px-5">{t('empty')}</p>
          ) : (
            <>
              <ul aria-label={t('list')} className="divide-y divide-line border-line border-t">
                {found.map((delivery) => (
                  <DeliveryItem key={delivery.id} webhook={webhook} delivery={delivery} />
                ))}
              </ul>
              <LoadMore query={deliveries} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
