'use client';

import { useQuery } from '@tanstack/react-query';
import { useTRPC } from '@/trpc/trpc-context';

/** Who is signed in and the workspace they work in; undefined while it loads or for a visitor. */
export function useMe() {
  const trpc = useTRPC();
  return useQuery(trpc.session.me.queryOptions()).data ?? undefined;
}
