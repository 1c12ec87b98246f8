'use client';

import { useQueryClient } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { useTRPCClient } from '@/trpc/trpc-context';
import { createLiveRefresh, pathOf } from './live-refresh';

export type LiveState = 'connecting' | 'live' | 'reconnecting';

const LiveContext = createContext<LiveState>('connecting');

/** Follows what happens to the workspace's bots and refreshes what is shown of them. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');

  useEffect(() => {
    let hasBeenLive = false;
    const refresh = createLiveRefresh(queryClient);
    /** A stream that ended may have ended with its session; the guard looks. */
    const checkSession = () => {
      queryClient.invalidateQueries({ predicate: (query) => pathOf(query.queryKey) === 'session.me' });
    };
    const isOver = () => {
      setState('reconnecting');
      checkSession();
    };
    const subscription = client.live.changes.subscribe(undefined, {
      onData: refresh.note,
      onConnectionStateChange: (change) => {
        if (change.state === 'pending') {
          setState('live');
          if (hasBeenLive) refresh.note({ botIds: null });
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
      refresh.stop();
      subscription.unsubscribe();
    };
  }, [client, queryClient]);

  return <LiveContext.Provider value={state}>{children}</LiveContext.Provider>;
}

export function useLiveState(): LiveState {
  return useContext(LiveContext);
}
