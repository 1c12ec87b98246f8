import { auditEvents } from '@dovecote/db/schema/audit-events';
import { and, asc, gt, or, sql } from 'drizzle-orm';
import { authorisePlatform } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { chainStart, hashEvent } from './hash-event';

export interface AuditVerdict {
  ok: boolean;
  checked: number;
  firstBad?: { id: string; chain: string; seq: number; problem: 'missing' | 'changed' | 'unlinked' };
}

const batchSize = 1_000;

/** Recomputes every chain in order; names the first event that is missing before it, changed, or wrongly linked. */
export async function verifyAuditLog(ctx: ServiceContext): Promise<AuditVerdict> {
  authorisePlatform(ctx, 'platform.readAudit');
  return await checkChains(ctx);
}

/** The same check for operators' tools, which answer to nobody. */
export async function checkChains(ctx: Pick<ServiceContext, 'db'>): Promise<AuditVerdict> {
  let checked = 0;
  let head = { chain: '', seq: 0, hash: chainStart };
  for (;;) {
    const isAfter = and(sql`${auditEvents.chain} = ${head.chain}`, gt(auditEvents.seq, head.seq));
    const batch = await ctx.db
      .select()
      .from(auditEvents)
      .where(or(gt(auditEvents.chain, head.chain), isAfter))
      .orderBy(asc(auditEvents.chain), asc(auditEvents.seq))
      .limit(batchSize);
    for (const { hash, ...event } of batch) {
      if (event.chain !== head.chain) head = { chain: event.chain, seq: 0, hash: chainStart };
      const problem =
        event.seq !== head.seq + 1
          ? ('missing' as const)
          : event.previousHash !== head.hash
            ? ('unlinked' as const)
            : hashEvent(event) !== hash
              ? ('changed' as const)
              : null;
      if (problem !== null) {
        return { ok: false, checked, firstBad: { id: event.id, chain: event.chain, seq: event.seq, problem } };
      }
      head = { chain: event.chain, seq: event.seq, hash };
      checked += 1;
    }
    if (batch.length < batchSize) return { ok: true, checked };
  }
}
