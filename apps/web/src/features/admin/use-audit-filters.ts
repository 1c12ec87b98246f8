'use client';

import { parseAsString, useQueryStates } from 'nuqs';

const text = parseAsString.withDefault('');

const parsers = { action: text, actor: text, target: text, from: text, to: text };

/** The audit log's filters; they live in the address. */
export function useAuditFilters() {
  const [filters, setFilters] = useQueryStates(parsers);
  const isFiltered = Object.values(filters).some((value) => value !== '');
  return { filters, setFilters, isFiltered, clear: () => setFilters(null) };
}
