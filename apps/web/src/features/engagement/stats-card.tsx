'use client';

import { Banner } from '@dovecote/ui/banner';
import { Card } from '@dovecote/ui/card';
import { Skeleton } from '@dovecote/ui/skeleton';
import { Stat } from '@dovecote/ui/stat';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { useTRPC } from '@/trpc/trpc-context';

/** The day in figures, and whether somebody waits for an answer. */
export function StatsCard({ botId }: { botId: string }) {
  const t = useTranslations('engagement.stats');
  const format = useFormatter();
  const trpc = useTRPC();
  const stats = useQuery(trpc.engagement.stats.queryOptions({ botId }));
  return (
    <Card title={t('title')}>
      <Loaded query={stats} skeleton={<Skeleton className="h-24 w-full" />}>
        {(found) => (
          <div className="flex flex-col gap-4">
            {found.appeals === 0 ? null : <Banner tone="warn">{t('appeals', { count: found.appeals })}</Banner>}
            <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
              <Stat
                label={t('active')}
                value={format.number(found.activeToday)}
                note={t('of', { count: found.people })}
              />
              <Stat label={t('points')} value={format.number(found.pointsToday)} note={t('today')} />
              <Stat label={t('games')} value={format.number(found.gamesToday)} note={t('today')} />
              <Stat label={t('unlocked')} value={format.number(found.achievementsUnlocked)} />
              <Stat label={t('earned')} value={format.number(found.pointsEarned)} />
              <Stat label={t('held')} value={format.number(found.pointsHeld)} note={t('heldNote')} />
              <Stat label={t('banned')} value={format.number(found.banned)} />
            </dl>
          </div>
        )}
      </Loaded>
    </Card>
  );
}
