'use client';

import { useTranslations } from 'next-intl';
import { FilteredCard } from '@/features/shared/filtered-card';
import { useFilteredPages } from '@/features/shared/use-filtered-pages';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { type Person, PersonItem } from './person-item';

const filters = ['all', 'banned', 'appealed'] as const;
type Filter = (typeof filters)[number];
const pageSize = 25;

/** Who takes part: what they have, and what was done about those who cheat. */
export function PeopleCard({ botId }: { botId: string }) {
  const t = useTranslations('engagement.people');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const people = useFilteredPages<Filter, Person, Outputs['engagement']['people']>('all', (filter) => {
    const input = { botId, limit: pageSize, ...(filter !== 'all' && { only: filter }) };
    return {
      queryKey: trpc.engagement.people.infiniteQueryKey(input),
      load: (from) => client.engagement.people.query({ ...input, ...from }),
    };
  });
  return (
    <FilteredCard
      title={t('title')}
      description={t('lead')}
      label={t('filter')}
      filters={filters.map((value) => ({ value, label: t(`filters.${value}`) }))}
      {...people}
      empty={t(people.filter === 'all' ? 'empty' : 'none')}
    >
      {(person) => <PersonItem key={person.personId} botId={botId} person={person} />}
    </FilteredCard>
  );
}
