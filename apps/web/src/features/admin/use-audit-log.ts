'use client';

import { usePages } from '@/features/shared/use-pages';
import { useSettled } from '@/features/shared/use-settled';
import { useTRPC, useTRPCClient } from '@/trpc/trpc-context';
import { endOfDay, startOfDay } from './day-bounds';
import { useAuditFilters } from './use-audit-filters';

const pageSize = 50;

/** The events that pass the address's filters, newest first. */
export function useAuditLog() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const filters = useSettled(useAuditFilters().filters);
  const input = {
    limit: pageSize,
    action: filters.action.trim() || undefined,
    actorId: filters.actor.trim() || undefined,
    targetId: filters.target.trim() || undefined,
    from: startOfDay(filters.from),
    to: endOfDay(filters.to),
  };
  return usePages({
    queryKey: trpc.admin.auditLog.infiniteQueryKey(input),
    load: (from) => client.admin.auditLog.query({ ...input, ...from }),
  });
}
