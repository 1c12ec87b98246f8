'use client';

import { keepPreviousData, type QueryKey, useInfiniteQuery } from '@tanstack/react-query';

export interface PageOf<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface PagesOptions<Page> {
  queryKey: QueryKey;
  /** Asks for one page; the first has no cursor. */
  load: (from: { cursor?: string }) => Promise<Page>;
  /** What is shown stays as it is, whatever happens. */
  isHeld?: boolean;
}

/** A list that is read page after page; while its filters change, the former rows stay. */
export function usePages<Item, Page extends PageOf<Item>>({
  queryKey,
  load,
  isHeld = false,
}: PagesOptions<Page & PageOf<Item>>) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: async ({ pageParam }) => await load(pageParam === null ? {} : { cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    enabled: !isHeld,
  });
  return { ...query, data: query.data?.pages.flatMap((page) => page.items), firstPage: query.data?.pages[0] };
}
