'use client';

import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { FilteredCard } from '@/features/shared/filtered-card';
import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { PersonItem } from './person-item';

const filters = ['all', 'banned', 'appealed'] as const;
const pageSize = 25;

/** Who takes part: what they have, and what was done about those who cheat. */
export function PeopleCard({ botId }: { botId: string }) {
  const t = useTranslations('engagement.people');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [filter, setFilter] = useState<(typeof filters)[number]>('all');
  const input = { botId, limit: pageSize, ...(filter !== 'all' && { only: filter }) };
  const people = usePages({
    queryKey: trpc.engagement.people.infiniteQueryKey(input),
    load: (from) => client.engagement.people.query({ ...input, ...from }),
  });
  return (
    <FilteredCard
      title={t('title')}
      description={t('lead')}
      label={t('filter')}
      filters={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
      filter={filter}
      onFilter={setFilter}
      query={people}
      empty={t(filter === 'all' ? 'empty' : 'none')}
    >
      {(person) => <PersonItem key={person.personId} botId={botId} person={person} />}
    </FilteredCard>
  );
}
