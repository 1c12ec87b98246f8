'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/trpc-context';

const pollMs = 1500;

/** The latest message the bot received, asked for until there is one. */
export function useReceivedStart(botId: string) {
  const trpc = useTRPC();
  const query = useQuery(
    trpc.bots.updates.queryOptions(
      { id: botId, limit: 20 },
      { refetchInterval: ({ state }) => (state.data?.items.some(isMessage) === true ? false : pollMs) },
    ),
  );
  return query.data?.items.find(isMessage);
}

function isMessage(update: { kind: string }): boolean {
  return update.kind === 'message';
}
