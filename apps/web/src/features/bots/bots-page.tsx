'use client';

import { Button } from '@dovecote/ui/button';
import { buttonStyles } from '@dovecote/ui/button-styles';
import { Card } from '@dovecote/ui/card';
import { EmptyState } from '@dovecote/ui/empty-state';
import { PageHeader } from '@dovecote/ui/page-header';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { Bird, Plus } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'next-intl';
import { Loaded } from '@/features/shared/loaded';
import { OpenDrafts } from '@/features/wizard/open-drafts';
import { RoleNote } from '@/features/workspace/role-note';
import { useMay } from '@/features/workspace/use-may';
import { BotFilters } from './bot-filters';
import { BotTable } from './bot-table';
import { matchesFilters, useBotFilters } from './use-bot-filters';
import { useBots } from './use-bots';

export function BotsPage() {
  const t = useTranslations('bots.list');
  const common = useTranslations('common');
  const bots = useBots();
  const { filters, clear } = useBotFilters();
  const mayCreate = useMay('bots.create');
  return (
    <div className="flex flex-col gap-6">
      <PageHeader
        title={t('title')}
        description={bots.data === undefined ? undefined : t('description', { count: bots.data.length })}
        actions={
          bots.data?.length === 0 ? undefined : !mayCreate ? (
            <RoleNote action="bots.create" />
          ) : (
            <Link href="/bots/new" className={buttonStyles({ tone: 'primary' })}>
              <Plus aria-hidden="true" />
              {t('add')}
            </Link>
          )
        }
      />
      {mayCreate ? <OpenDrafts /> : null}
      <Loaded
        query={bots}
        skeleton={
          <Card isFlush>
            <SkeletonRows label={common('loading')} />
          </Card>
        }
      >
        {(all) => {
          if (all.length === 0) return <NoBots />;
          const matching = all.filter((bot) => matchesFilters(bot, filters));
          return (
            <Card isFlush>
              <BotFilters />
              {matching.length === 0 ? (
                <EmptyState title={t('noMatch')} action={<Button onClick={clear}>{t('clear')}</Button>} />
              ) : (
                <BotTable bots={matching} />
              )}
              {bots.hasNextPage ? (
                <div className="flex justify-center border-line border-t p-3">
                  <Button isLoading={bots.isFetchingNextPage} onClick={() => bots.fetchNextPage()}>
                    {common('more')}
                  </Button>
                </div>
              ) : null}
            </Card>
          );
        }}
      </Loaded>
    </div>
  );
}

function NoBots() {
  const t = useTranslations('bots.list');
  const mayCreate = useMay('bots.create');
  return (
    <Card>
      <EmptyState
        icon={<Bird />}
        title={t('empty')}
        action={
          mayCreate ? (
            <Link href="/bots/new" className={buttonStyles({ tone: 'primary' })}>
              {t('emptyAction')}
            </Link>
          ) : (
            <RoleNote action="bots.create" />
          )
        }
      />
    </Card>
  );
}
