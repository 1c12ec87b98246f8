'use client';

import { useState } from 'react';
import { type PageOf, type PagesOptions, usePages } from './use-pages';

/** A list that is read page after page, all of it or what the filter leaves; ready for `FilteredCard`. */
export function useFilteredPages<Filter extends string, Item, Page extends PageOf<Item>>(
  first: Filter,
  pagesOf: (filter: Filter) => PagesOptions<Page & PageOf<Item>>,
) {
  const [filter, onFilter] = useState(first);
  return { filter, onFilter, query: usePages<Item, Page>(pagesOf(filter)) };
}
