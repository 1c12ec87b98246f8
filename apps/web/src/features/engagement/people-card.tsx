'use client';

import { Card } from '@dovecote/ui/card';
import { Segmented } from '@dovecote/ui/segmented';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LoadMore } from '@/features/shared/load-more';
import { Loaded } from '@/features/shared/loaded';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { PersonItem } from './person-item';

const filters = ['all', 'banned', 'appealed'] as const;
const pageSize = 25;

/** Who takes part: what they have, and what was done about those who cheat. */
export function PeopleCard({ botId }: { botId: string }) {
  const t = useTranslations('engagement.people');
  const common = useTranslations('common');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [filter, setFilter] = useState<(typeof filters)[number]>('all');
  const input = { botId, limit: pageSize, ...(filter !== 'all' && { only: filter }) };
  const people = usePages({
    queryKey: trpc.engagement.people.infiniteQueryKey(input),
    load: (from) => client.engagement.people.query({ ...input, ...from }),
  });
  return (
    <Card title={t('title')} description={t('lead')} isFlush>
      <div className="px-4 pb-4 sm:px-5">
        <Segmented
          label={t('filter')}
          value={filter}
          onChange={setFilter}
          options={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
        />
      </div>
      <Loaded query={people} skeleton={<SkeletonRows count={4} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-5 text-ink-muted text-sm sm:px-5">{t(filter === 'all' ? 'empty' : 'none')}</p>
          ) : (
            <>
              <ul aria-label={t('title')} className="divide-y divide-line border-line border-t">
                {found.map((person) => (
                  <PersonItem key={person.personId} botId={botId} person={person} />
                ))}
              </ul>
              <LoadMore query={people} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
