import type { Tx } from '@dovecote/db/client';
import { auditEvents, auditHeads } from '@dovecote/db/schema/audit-events';
import { and, asc, eq, gt } from 'drizzle-orm';
import { z } from 'zod';
import { authorisePlatform } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { chainStart, hashEvent, headText } from './hash-event';

const auditProblems = ['missing', 'changed', 'unlinked', 'head_missing', 'head_forged'] as const;

export type AuditProblem = (typeof auditProblems)[number];

export const auditVerdictSchema = z.object({
  ok: z.boolean(),
  checked: z.number(),
  /** Where a chain first breaks; `id` is null for an event that is gone, and for what is wrong with a head. */
  firstBad: z
    .object({ id: z.string().nullable(), chain: z.string(), seq: z.number(), problem: z.enum(auditProblems) })
    .optional(),
});

export type AuditVerdict = z.output<typeof auditVerdictSchema>;

const batchSize = 1_000;

type Head = typeof auditHeads.$inferSelect;
type Link = Pick<Head, 'chain' | 'seq' | 'hash'>;

/** Recomputes every chain; names the first event that is missing, changed or wrongly linked, or the head that is. */
export async function verifyAuditLog(ctx: ServiceContext): Promise<AuditVerdict> {
  return await checkChains(authorisePlatform(ctx, 'platform.readAudit'));
}

/** The same check for operators' tools, which answer to nobody. */
export async function checkChains(ctx: Pick<ServiceContext, 'db' | 'vault'>): Promise<AuditVerdict> {
  // One snapshot, so that an append on the way is seen whole or not at all.
  return await ctx.db.transaction(async (tx) => await checkAll(tx, ctx), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  });
}

async function checkAll(tx: Tx, ctx: Pick<ServiceContext, 'vault'>): Promise<AuditVerdict> {
  const heads = await tx.select().from(auditHeads).orderBy(asc(auditHeads.chain));
  const chains = await tx
    .selectDistinct({ chain: auditEvents.chain })
    .from(auditEvents)
    .orderBy(asc(auditEvents.chain));
  let checked = 0;
  for (const chain of new Set([...chains, ...heads].map((one) => one.chain))) {
    const head = heads.find((one) => one.chain === chain);
    let last: Link = { chain, seq: 0, hash: chainStart };
    for await (const { hash, ...event } of readChain(tx, chain)) {
      const problem = findProblem(last, event, hash);
      if (problem !== null) {
        const isGone = problem === 'missing';
        const firstBad = { id: isGone ? null : event.id, chain, seq: isGone ? last.seq + 1 : event.seq, problem };
        return { ok: false, checked, firstBad };
      }
      last = { chain, seq: event.seq, hash };
      checked += 1;
    }
    const problem = findHeadProblem(ctx, head, last);
    if (problem !== null) {
      const seq = problem === 'missing' ? last.seq + 1 : last.seq;
      return { ok: false, checked, firstBad: { id: null, chain, seq, problem } };
    }
  }
  return { ok: true, checked };
}

type Event = typeof auditEvents.$inferSelect;

function findProblem(last: Link, event: Omit<Event, 'hash'>, hash: string): AuditProblem | null {
  if (event.seq !== last.seq + 1) return 'missing';
  if (event.previousHash !== last.hash) return 'unlinked';
  return hashEvent(event) === hash ? null : 'changed';
}

/** Events cut off at the end leave a sound chain; only the head knows that there were more. */
function findHeadProblem(ctx: Pick<ServiceContext, 'vault'>, head: Head | undefined, last: Link): AuditProblem | null {
  if (head === undefined) return 'head_missing';
  if (!ctx.vault.isSignatureOf(headText(head), head.signature)) return 'head_forged';
  if (head.seq > last.seq) return 'missing';
  return head.seq === last.seq && head.hash === last.hash ? null : 'head_forged';
}

async function* readChain(tx: Tx, chain: string): AsyncGenerator<Event> {
  for (let after = 0; ; ) {
    const batch = await tx
      .select()
      .from(auditEvents)
      .where(and(eq(auditEvents.chain, chain), gt(auditEvents.seq, after)))
      .orderBy(asc(auditEvents.seq))
      .limit(batchSize);
    yield* batch;
    const last = batch.at(-1);
    if (last === undefined || batch.length < batchSize) return;
    after = last.seq;
  }
}
