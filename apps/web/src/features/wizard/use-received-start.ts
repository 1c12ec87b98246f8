'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/trpc-context';

const pollMs = 1500;

/** The latest /start the bot received, asked for until there is one. */
export function useReceivedStart(botId: string) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.bots.updates.queryOptions(
      { id: botId, limit: 20 },
      { refetchInterval: ({ state }) => (state.data?.items.some(isStart) === true ? false : pollMs) },
    ),
  );
  return query.data?.items.find(isStart);
}

function isStart(update: { command: string | null }): boolean {
  return update.command === 'start';
}
