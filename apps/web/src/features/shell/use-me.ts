'use client';

import { useQuery } from '@tanstack/react-query';
import type { Outputs } from '@/trpc/router-types';
import { useTRPC } from '@/trpc/trpc-context';

/** Who is signed in and the workspace they work in; undefined while it loads or for a visitor. */
export function useMe() {
  const trpc = useTRPC();
  return useQuery(trpc.session.me.queryOptions()).data ?? undefined;
}

export function isPlatformAdmin(me: Outputs['session']['me'] | undefined): boolean {
  return me != null && me.platformRole !== 'user';
}
