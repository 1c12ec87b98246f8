'use client';

import { Skeleton } from '@dovecote/ui/skeleton';
import { Loaded } from '@/features/shared/loaded';
import { RoleGate } from '@/features/workspace/role-gate';
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
          <RoleGate action="bots.rename">
            <RenameCard bot={found} />
          </RoleGate>
          <RoleGate action="bots.setLimits">
            <LimitsCard bot={found} />
          </RoleGate>
          <RoleGate action="bots.rotateToken">
            <TokenCard bot={found} />
          </RoleGate>
          <RoleGate action="bots.remove">
            <RemoveCard bot={found} />
          </RoleGate>
        </div>
      )}
    </Loaded>
  );
}
