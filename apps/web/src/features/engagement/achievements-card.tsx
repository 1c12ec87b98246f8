'use client';

import { Badge, type BadgeTone } from '@dovecote/ui/badge';
import { Card } from '@dovecote/ui/card';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useQuery } from '@tanstack/react-query';
import { useFormatter, useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';
import { AchievementIcon } from './achievement-icon';

type Achievement = Outputs['engagement']['achievements'][number];

const categories = ['engagement', 'gaming', 'social', 'time'] as const;

const rarityTones: Record<Achievement['rarity'], BadgeTone> = {
  common: 'neutral',
  uncommon: 'good',
  rare: 'accent',
  epic: 'warn',
  legendary: 'bad',
};

/** What people can reach, and how many did. */
export function AchievementsCard({ botId }: { botId: string }) {
  const t = useTranslations('engagement.achievements');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const achievements = useQuery(trpc.engagement.achievements.queryOptions({ botId }));
  return (
    <Card title={t('title')} description={t('lead')}>
      <Loaded query={achievements} skeleton={<SkeletonRows count={6} label={common('loading')} />}>
        {(found) => (
          <div className="flex flex-col gap-6">
            {categories.map((category) => (
              <section key={category} className="flex flex-col gap-3">
                <h3 className="font-medium text-ink-muted text-sm">{t(`categories.${category}`)}</h3>
                <ul className="grid gap-3 sm:grid-cols-2">
                  {found
                    .filter((one) => one.category === category)
                    .map((one) => (
                      <AchievementItem key={one.id} achievement={one} />
                    ))}
                </ul>
              </section>
            ))}
          </div>
        )}
      </Loaded>
    </Card>
  );
}

function AchievementItem({ achievement }: { achievement: Achievement }) {
  const t = useTranslations('engagement.achievements');
  const format = useFormatter();
  const { category, glyph, title, rarity, rule, threshold, points, unlocked } = achievement;
  return (
    <li className="flex items-start gap-3 rounded-lg border border-line p-3">
      <AchievementIcon category={category} rarity={rarity} glyph={glyph} />
      <span className="flex min-w-0 flex-1 flex-col gap-1">
        <span className="flex flex-wrap items-center gap-2">
          <bdi className="break-words font-medium text-sm">{title}</bdi>
          <Badge tone={rarityTones[rarity]}>{t(`rarities.${rarity}`)}</Badge>
        </span>
        <span className="text-ink-muted text-xs">{t(`rules.${rule}`, { count: threshold })}</span>
        <span className="text-ink-faint text-xs">
          {t('worth', { points: format.number(points), count: unlocked, people: format.number(unlocked) })}
        </span>
      </span>
    </li>
  );
}
