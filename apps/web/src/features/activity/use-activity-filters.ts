'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useSettled } from '@/features/shared/use-settled';
import { updateStates } from './update';

const parsers = {
  q: parseAsString.withDefault(''),
  state: parseAsStringLiteral(updateStates),
};

/** The journal's filters; they live in the address, so that what was found can be shared. */
export function useActivityFilters() {
  const [filters, setFilters] = useQueryStates(parsers);
  const { q, state } = useSettled(filters);
  const wish = q.trim();
  const input = { ...(wish !== '' && { q: wish }), ...(state !== null && { state }) };
  return { filters, setFilters, input, isFiltered: filters.q !== '' || filters.state !== null };
}
