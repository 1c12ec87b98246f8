'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useDeferredValue, useMemo } from 'react';
import { botStatuses } from '@/features/bots/bot';
import type { Inputs } from '@/trpc/router-types';

const parsers = {
  q: parseAsString.withDefault(''),
  owner: parseAsString.withDefault(''),
  status: parseAsStringLiteral(botStatuses),
  from: parseAsString.withDefault(''),
  to: parseAsString.withDefault(''),
};

type BotsInput = NonNullable<Inputs['admin']['bots']>;

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The filters over all bots; they live in the address. */
export function useAdminBotFilters() {
  const [filters, setFilters] = useQueryStates(parsers);
  const settled = useDeferredValue(filters);
  const input = useMemo(() => {
    const found: BotsInput = { limit: 50 };
    if (settled.q.trim() !== '') found.q = settled.q.trim();
    if (settled.owner.trim() !== '') found.owner = settled.owner.trim();
    if (settled.status !== null) found.status = settled.status;
    if (dayPattern.test(settled.from)) found.createdFrom = settled.from;
    if (dayPattern.test(settled.to)) found.createdTo = `${settled.to}T23:59:59Z`;
    return found;
  }, [settled]);
  return { filters, setFilters, input, clear: () => setFilters(null) };
}
