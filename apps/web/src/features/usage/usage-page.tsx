'use client';

import { PageHeader } from '@dovecote/ui/page-header';
import { Skeleton } from '@dovecote/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { UsageBots } from './usage-bots';
import { UsageDays } from './usage-days';
import { UsagePlan } from './usage-plan';

export type Usage = Outputs['workspace']['usage'];

const refreshMs = 10_000;

/** What the workspace uses of its plan, and where that leads to. */
export function UsagePage() {
  const t = useTranslations('usage');
  const trpc = useTRPC();
  const usage = useQuery(trpc.workspace.usage.queryOptions(undefined, { refetchInterval: refreshMs }));
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <PageHeader title={t('title')} />
      <Loaded query={usage} isPage skeleton={<Skeleton className="h-96 w-full" />}>
        {(found) => (
          <>
            <UsagePlan usage={found} />
            <UsageDays usage={found} />
            <UsageBots usage={found} />
          </>
        )}
      </Loaded>
    </div>
  );
}
