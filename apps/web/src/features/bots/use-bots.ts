'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/trpc-context';

const pageSize = 100;

/** The workspace's bots, page after page. */
export function useBots() {
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.bots.list.infiniteQueryOptions(
      { limit: pageSize },
      { getNextPageParam: (page) => page.nextCursor ?? undefined },
    ),
  );
  return { ...query, data: query.data?.pages.flatMap((page) => page.items) };
}
