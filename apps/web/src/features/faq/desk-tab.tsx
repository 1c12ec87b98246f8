'use client';

import { Card } from '@dovecote/ui/card';
import { Skeleton } from '@dovecote/ui/skeleton';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { RoleGate } from '@/features/workspace/role-gate';
import { useTRPC } from '@/trpc/trpc-context';
import { GroupConnection } from './group-connection';

const lookEveryMs = 3_000;

/** Who answers what the bot cannot: a group on Telegram. */
export function DeskTab({ botId }: { botId: string }) {
  const t = useTranslations('faq.desk');
  const options = useTRPC().faq.desk.queryOptions({ botId });
  // While a code waits to be typed, somebody is about to connect the group.
  const desk = useQuery({
    ...options,
    refetchInterval: ({ state }) => (state.data?.codeExpiresAt ? lookEveryMs : false),
  });
  return (
    <Card title={t('title')} description={t('lead')}>
      <Loaded query={desk} skeleton={<Skeleton className="h-24 w-full" />}>
        {(found) => (
          <RoleGate action="modules.save">
            <GroupConnection botId={botId} desk={found} />
          </RoleGate>
        )}
      </Loaded>
    </Card>
  );
}
