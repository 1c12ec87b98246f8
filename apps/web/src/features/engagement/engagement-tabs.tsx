'use client';

import { Tabs } from '@dovecote/ui/tabs';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { RoleGate } from '@/features/workspace/role-gate';
import { AchievementsCard } from './achievements-card';
import { BoardCard } from './board-card';
import { PeopleCard } from './people-card';
import { PollsTab } from './polls-tab';
import { QuestionsTab } from './questions-tab';
import { ReferralsTab } from './referrals-tab';
import { StatsCard } from './stats-card';
import { TagRefusals } from './tag-refusals';

/** What goes on between the bot and its people; `children` are the settings. */
export function EngagementTabs({ botId, children }: { botId: string; children: ReactNode }) {
  const t = useTranslations('engagement.tabs');
  const guarded = (part: ReactNode) => <RoleGate action="updates.readContent">{part}</RoleGate>;
  const moderated = (part: ReactNode) => <RoleGate action="engagement.moderate">{part}</RoleGate>;
  const overview = (
    <div className="flex flex-col gap-6">
      <StatsCard botId={botId} />
      <TagRefusals botId={botId} />
      {guarded(<BoardCard botId={botId} />)}
    </div>
  );
  return (
    <Tabs
      label={t('label')}
      tabs={[
        { value: 'overview', label: t('overview'), panel: overview },
        { value: 'people', label: t('people'), panel: guarded(<PeopleCard botId={botId} />) },
        { value: 'polls', label: t('polls'), panel: moderated(<PollsTab botId={botId} />) },
        { value: 'questions', label: t('questions'), panel: moderated(<QuestionsTab botId={botId} />) },
        { value: 'referrals', label: t('referrals'), panel: guarded(<ReferralsTab botId={botId} />) },
        { value: 'achievements', label: t('achievements'), panel: <AchievementsCard botId={botId} /> },
        {
          value: 'settings',
          label: t('settings'),
          panel: <div className="flex flex-col gap-6">{children}</div>,
        },
      ]}
    />
  );
}
