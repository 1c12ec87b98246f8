'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/trpc-context';

/** The looks of platform admins that are open inside a bot. */
export function useOpenLooks(botId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.bots.openLooks.queryOptions({ id: botId }, { refetchInterval: 30_000 }));
}
