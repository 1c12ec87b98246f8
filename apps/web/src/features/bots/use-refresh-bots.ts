'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useTRPC } from '@/trpc/trpc-context';

/** Asks anew for everything shown of bots, after an act on one of them. */
export function useRefreshBots(): () => Promise<void> {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useCallback(() => queryClient.invalidateQueries(trpc.bots.pathFilter()), [queryClient, trpc]);
}
