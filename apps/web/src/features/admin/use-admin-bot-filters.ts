'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import { botStatuses } from '@/features/bots/bot';
import { useSettled } from '@/features/shared/use-settled';
import type { Inputs } from '@/trpc/router-types';
import { endOfDay, startOfDay } from './day-bounds';

const parsers = {
  q: parseAsString.withDefault(''),
  owner: parseAsString.withDefault(''),
  status: parseAsStringLiteral(botStatuses),
  from: parseAsString.withDefault(''),
  to: parseAsString.withDefault(''),
};

const pageSize = 50;

type BotsInput = NonNullable<Inputs['admin']['bots']>;

/** The filters over all bots; they live in the address. */
export function useAdminBotFilters() {
  const [filters, setFilters] = useQueryStates(parsers);
  const settled = useSettled(filters);
  const input = useMemo<BotsInput>(
    () => ({
      limit: pageSize,
      q: settled.q.trim() || undefined,
      owner: settled.owner.trim() || undefined,
      status: settled.status ?? undefined,
      createdFrom: startOfDay(settled.from),
      createdTo: endOfDay(settled.to),
    }),
    [settled],
  );
  const isFiltered = Object.values(filters).some((value) => value !== null && value !== '');
  return { filters, setFilters, input, isFiltered, clear: () => setFilters(null) };
}
