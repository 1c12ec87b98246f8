'use client';

import { Skeleton } from '@dovecote/ui/skeleton';
import { Loaded } from '@/features/shared/loaded';
import { LimitsCard } from './limits-card';
import { RemoveCard } from './remove-card';
import { RenameCard } from './rename-card';
import { TokenCard } from './token-card';
import { useBot } from './use-bot';

export function BotSettings({ botId }: { botId: string }) {
  const bot = useBot(botId);
  return (
    <Loaded query={bot} skeleton={<Skeleton className="h-96 w-full" />}>
      {(found) => (
        <div className="flex max-w-3xl flex-col gap-6">
          <RenameCard bot={found} />
          <LimitsCard bot={found} />
          <TokenCard bot={found} />
          <RemoveCard bot={found} />
        </div>
      )}
    </Loaded>
  );
}
