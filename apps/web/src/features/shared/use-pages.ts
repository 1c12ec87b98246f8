'use client';

import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

interface PagesOptions<Item> {
  queryKey: QueryKey;
  /** Asks for one page; the first has no cursor. */
  load: (from: { cursor?: string }) => Promise<Page<Item>>;
}

/** A list that is read page after page; while its filters change, the former rows stay. */
export function usePages<Item>({ queryKey, load }: PagesOptions<Item>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam }) => await load(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page<Item>) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  return { ...query, data: query.data?.pages.flatMap((page) => page.items) };
}
