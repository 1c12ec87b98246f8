'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/trpc-context';

/** One bot, kept current by the live stream and, should that be cut, by asking every half minute. */
export function useBot(botId: string) {
  const trpc = useTRPC();
  return useQuery(trpc.bots.get.queryOptions({ id: botId }, { refetchInterval: 30_000 }));
}
