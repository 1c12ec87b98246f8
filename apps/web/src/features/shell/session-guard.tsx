'use client';

import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { goTo } from '@/features/session/go-to';
import { readFailure } from '@/trpc/read-failure';
import { useTRPC } from '@/trpc/trpc-context';

/** Leads to the sign-in page as soon as the session has ended, and back afterwards. */
export function SessionGuard({ children }: { children: ReactNode }) {
  const trpc = useTRPC();
  const me = useQuery(trpc.session.me.queryOptions());
  const isEnded = me.data === null || (me.isError && readFailure(me.error).code === 'UNAUTHENTICATED');
  useEffect(() => {
    if (!isEnded || isLeaving) return;
    const here = `${window.location.pathname}${window.location.search}`;
    goTo(`/sign-in?ended=1&next=${encodeURIComponent(here)}`);
  }, [isEnded]);
  return isEnded ? null : children;
}

let isLeaving = false;

/** The person goes of their own accord: the end of the session surprises nobody. */
export function leaveGuarded(): void {
  isLeaving = true;
}
