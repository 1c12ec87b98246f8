'use client';

import { PageHeader } from '@dovecote/ui/page-header';
import { Skeleton } from '@dovecote/ui/skeleton';
import { Tile } from '@dovecote/ui/tile';
import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { Loaded } from '@/features/shared/loaded';
import { SectionLinks } from '@/features/shared/section-links';
import { LookContext } from '@/features/workspace/look-context';
import { modeOf } from './bot';
import { BotStatusBadge } from './bot-status-badge';
import { OpenLooks } from './open-looks';
import { StartStopButton } from './start-stop-button';
import { useBot } from './use-bot';
import { useOpenLooks } from './use-open-looks';
import { Username } from './username';

/** What all pages of one bot share: its name, its state, the way to its parts. */
export function BotFrame({ botId, children }: { botId: string; children: ReactNode }) {
  const t = useTranslations('bots');
  const journal = useTranslations('journal.deadLetters');
  const bot = useBot(botId);
  const isLooking = useOpenLooks(botId).data?.some(({ isMine }) => isMine) ?? false;
  const base = `/bots/${botId}`;
  return (
    <LookContext value={isLooking}>
      <Loaded query={bot} skeleton={<FrameSkeleton />} isPage>
        {(found) => (
          <div className="flex flex-col gap-6">
            <PageHeader
              leading={<Tile name={found.name} seed={found.id} size="large" />}
              title={<bdi>{found.name}</bdi>}
              badges={<BotStatusBadge bot={found} />}
              description={
                <>
                  <Username of={found} /> · {t(`mode.${modeOf(found)}`)}
                </>
              }
              actions={<StartStopButton bot={found} />}
            />
            <OpenLooks botId={botId} />
            <SectionLinks
              label={t('tabs.label')}
              links={[
                { href: base, label: t('tabs.overview'), isExact: true },
                { href: `${base}/modules`, label: t('tabs.modules') },
                { href: `${base}/playground`, label: t('tabs.playground') },
                { href: `${base}/activity`, label: t('tabs.activity') },
                { href: `${base}/dead-letters`, label: journal('tab') },
                { href: `${base}/settings`, label: t('tabs.settings') },
              ]}
            />
            {children}
          </div>
        )}
      </Loaded>
    </LookContext>
  );
}

function FrameSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <div className="flex items-center gap-4">
        <Skeleton className="h-14 w-12" />
        <Skeleton className="h-7 w-56" />
      </div>
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-72 w-full" />
    </div>
  );
}
