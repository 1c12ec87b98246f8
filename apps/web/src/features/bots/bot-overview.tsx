'use client';

import { Skeleton } from '@dovecote/ui/skeleton';
import { RecentActivityCard } from '@/features/activity/recent-activity-card';
import { Loaded } from '@/features/shared/loaded';
import { BalanceCard } from './balance-card';
import { FactsCard } from './facts-card';
import { HealthCard } from './health-card';
import { TrafficCard } from './traffic-card';
import { useBot } from './use-bot';

export function BotOverview({ botId }: { botId: string }) {
  const bot = useBot(botId);
  return (
    <Loaded query={bot} skeleton={<Skeleton className="h-96 w-full" />}>
      {(found) => (
        <div className="flex flex-col gap-6">
          <HealthCard bot={found} />
          <BalanceCard totals={found.totals} />
          <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div className="flex min-w-0 flex-col gap-6">
              <TrafficCard botId={botId} />
              <RecentActivityCard botId={botId} />
            </div>
            <FactsCard bot={found} />
          </div>
        </div>
      )}
    </Loaded>
  );
}
