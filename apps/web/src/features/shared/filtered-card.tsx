'use client';

import { Card } from '@dovecote/ui/card';
import { Segmented } from '@dovecote/ui/segmented';
import { SkeletonRows } from '@dovecote/ui/skeleton-rows';
import { useTranslations } from 'next-intl';
import type { ComponentProps, ReactNode } from 'react';
import { LoadMore } from './load-more';
import { Loaded } from './loaded';

interface FilteredCardProps<Item, Filter extends string> {
  title: string;
  description: string;
  /** Names the choice of a filter. */
  label: string;
  filters: readonly { value: Filter; label: string }[];
  filter: Filter;
  onFilter: (filter: Filter) => void;
  query: ComponentProps<typeof Loaded<Item[]>>['query'] & ComponentProps<typeof LoadMore>['query'];
  empty: string;
  children: (item: Item) => ReactNode;
}

/** A list that is read page by page, all of it or some. */
export function FilteredCard<Item, Filter extends string>(props: FilteredCardProps<Item, Filter>) {
  const { title, description, label, filters, filter, onFilter, query, empty, children } = props;
  const common = useTranslations('common');
  return (
    <Card title={title} description={description} isFlush>
      <div className="px-4 pb-4 sm:px-5">
        <Segmented label={label} value={filter} onChange={onFilter} options={filters} />
      </div>
      <Loaded query={query} skeleton={<SkeletonRows count={4} label={common('loading')} />}>
        {(found) =>
          found.length === 0 ? (
            <p className="px-4 pb-5 text-ink-muted text-sm sm:px-5">{empty}</p>
          ) : (
            <>
              <ul aria-label={title} className="divide-y divide-line border-line border-t">
                {found.map(children)}
              </ul>
              <LoadMore query={query} />
            </>
          )
        }
      </Loaded>
    </Card>
  );
}
