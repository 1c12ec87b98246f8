'use client';

import { usePages } from '@/features/shared/use-pages';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';

const limit = 100;

/** The workspace's bots, page after page. */
export function useBots() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  return usePages({
    queryKey: trpc.bots.list.infiniteQueryKey({ limit }),
    load: (from) => client.bots.list.query({ limit, ...from }),
  });
}
