'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useTRPCClient } from '@/trpc/trpc-context';

export type LiveState = 'connecting' | 'live' | 'reconnecting';

const LiveContext = createContext<LiveState>('connecting');

const settleMs = 250;

/** The path a tRPC query key begins with, such as `bots.get`. */
function pathOf(queryKey: readonly unknown[]): string {
  return Array.isArray(queryKey[0]) ? queryKey[0].join('.') : '';
}

/** What the stream does not tell of; `bots.webhook` would ask Telegram with every update. */
const unaffectedPaths = ['session.', 'drafts.', 'account.', 'bots.webhook'];

/** Follows what happens to the workspace's bots and refreshes what is shown of them. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let hasBeenLive = false;
    const refresh = () => {
      timer = undefined;
      queryClient.invalidateQueries({
        predicate: (query) => !unaffectedPaths.some((prefix) => pathOf(query.queryKey).startsWith(prefix)),
      });
    };
    const refreshSoon = () => {
      timer ??= setTimeout(refresh, settleMs);
    };
    /** A stream that ended may have ended with its session; the guard looks. */
    const checkSession = () => {
      queryClient.invalidateQueries({ predicate: (query) => pathOf(query.queryKey) === 'session.me' });
    };
    const isOver = () => {
      setState('reconnecting');
      checkSession();
    };
    const subscription = client.live.changes.subscribe(undefined, {
      onData: refreshSoon,
      onConnectionStateChange: (change) => {
        if (change.state === 'pending') {
          setState('live');
          if (hasBeenLive) refreshSoon();
          hasBeenLive = true;
        } else if (change.state === 'connecting') {
          setState(hasBeenLive ? 'reconnecting' : 'connecting');
          if (hasBeenLive) checkSession();
        }
      },
      onComplete: isOver,
      onError: isOver,
    });
    return () => {
      clearTimeout(timer);
      subscription.unsubscribe();
    };
  }, [client, queryClient]);

  return <LiveContext.Provider value={state}>{children}</LiveContext.Provider>;
}

export function useLiveState(): LiveState {
  return useContext(LiveContext);
}
