'use client';

import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { Select } from '@dovecote/ui/select';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { Activity } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { ActivityTable } from './activity-table';
import { AmbiguousCard } from './ambiguous-card';
import { updateStates } from './update';

const pageSize = 50;
const anyState = 'any';

export function ActivityPage({ botId }: { botId: string }) {
  const t = useTranslations('bots.activity');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [state, setState] = useQueryState('state', parseAsStringLiteral(updateStates));
  const input = { id: botId, limit: pageSize, ...(state === null ? {} : { state }) };
  const updates = usePages({
    queryKey: trpc.bots.updates.infiniteQueryKey(input),
    load: (from) => client.bots.updates.query({ ...input, ...from }),
  });
  return (
    <div className="flex flex-col gap-6">
      <AmbiguousCard botId={botId} />
      <Card isFlush>
        <div className="flex flex-wrap items-center justify-between gap-2 border-line border-b p-3">
          <h2 className="px-2 font-semibold text-[0.9375rem]">{t('title')}</h2>
          <Select
            label={t('filter')}
            value={state ?? anyState}
            onChange={(value) => setState(updateStates.find((one) => one === value) ?? null)}
            options={[
              { value: anyState, label: t('all') },
              ...updateStates.map((value) => ({ value, label: t(`states.${value}`) })),
            ]}
            className="w-44"
          />
        </div>
        <Loaded query={updates} skeleton={<SkeletonRows count={8} label={common('loading')} />}>
          {(found) =>
            found.length === 0 ? (
              <EmptyState icon={<Activity />} title={t('empty')} />
            ) : (
              <>
                <ActivityTable botId={botId} updates={found} />
                <LoadMore query={updates} />
              </>
            )
          }
        </Loaded>
      </Card>
    </div>
  );
}
