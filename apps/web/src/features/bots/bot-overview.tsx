'use client';

import { Skeleton } from '@dovecote/ui/skeleton';
import { RecentActivityCard } from '@/features/activity/recent-activity-card';
import { Loaded } from '@/features/shared/loaded';
import { useMay } from '@/features/workspace/use-may';
import { BalanceCard } from './balance-card';
import type { Bot } from './bot';
import { FactsCard } from './facts-card';
import { HealthCard } from './health-card';
import { TrafficCard } from './traffic-card';
import { useBot } from './use-bot';
import { WebhookCard } from './webhook-card';

export function BotOverview({ botId }: { botId: string }) {
  const bot = useBot(botId);
  const mayOperate = useMay('bots.operate');
  return (
    <Loaded query={bot} skeleton={<Skeleton className="h-96 w-full" />}>
      {(found) => (
        <div className="flex flex-col gap-6">
          <HealthCard bot={found} />
          <BalanceCard bot={found} />
          <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div className="flex min-w-0 flex-col gap-6">
              <TrafficCard botId={botId} />
              <RecentActivityCard botId={botId} />
            </div>
            <div className="flex flex-col gap-6">
              {mayOperate && hasDelivery(found) ? <WebhookCard bot={found} /> : null}
              <FactsCard bot={found} />
            </div>
          </div>
        </div>
      )}
    </Loaded>
  );
}

/** The built-in sandbox has none, and a revoked token would be refused. */
function hasDelivery(bot: Bot): boolean {
  return bot.environment === 'live' && bot.status !== 'token_revoked';
}
