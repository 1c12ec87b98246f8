'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { type Bot, botStatuses } from './bot';

const parsers = {
  q: parseAsString.withDefault(''),
  status: parseAsStringLiteral(botStatuses),
};

export interface BotFilterValues {
  q: string;
  status: Bot['status'] | null;
}

/** The list's filters; they live in the address, so that it can be shared. */
export function useBotFilters() {
  const [filters, setFilters] = useQueryStates(parsers);
  return { filters, setFilters, clear: () => setFilters(null) };
}

export function matchesFilters(bot: Pick<Bot, 'name' | 'username' | 'status'>, filters: BotFilterValues): boolean {
  const wish = filters.q.trim().toLowerCase().replace(/^@/, '');
  const isNamed = wish === '' || `${bot.name} ${bot.username}`.toLowerCase().includes(wish);
  return isNamed && (filters.status === null || bot.status === filters.status);
}
