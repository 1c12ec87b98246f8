import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { auditEvents } from '@dovecote/db/schema/audit-events';
import { scrub } from '@dovecote/observability/scrub';
import { desc, eq, sql } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';
import { chainStart, hashEvent } from './hash-event';

export interface AuditEventInput {
  /** Null for what belongs to no workspace: it goes to the platform's chain. */
  workspaceId: string | null;
  action: string;
  targetType: 'bot' | 'draft' | 'module' | 'session' | 'user' | 'webhook' | 'workspace' | 'audit_log';
  targetId: string;
  reason?: string | undefined;
  before?: Record<string, unknown> | undefined;
  after?: Record<string, unknown> | undefined;
}

type AuditContext = Pick<ServiceContext, 'actor' | 'clock' | 'request'>;

/**
 * Appends to the chain of the workspace, else of the platform. It must be the transaction's last statement, because the
 * chain's head is a lock until the commit. Secrets are cut from `before` and `after`.
 */
export async function appendAuditEvent(tx: Tx, ctx: AuditContext, input: AuditEventInput): Promise<void> {
  const chain = input.workspaceId ?? 'platform';
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`audit:${chain}`}, 0))`);
  const [head] = await tx
    .select({ seq: auditEvents.seq, hash: auditEvents.hash })
    .from(auditEvents)
    .where(eq(auditEvents.chain, chain))
    .orderBy(desc(auditEvents.seq))
    .limit(1);
  const event = {
    id: newId('auditEvent'),
    chain,
    seq: (head?.seq ?? 0) + 1,
    workspaceId: input.workspaceId,
    actorKind: ctx.actor.kind === 'user' ? ('user' as const) : ('system' as const),
    actorId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    action: input.action,
    targetType: input.targetType,
    targetId: input.targetId,
    reason: input.reason ?? null,
    before: clean(input.before),
    after: clean(input.after),
    ip: ctx.request.ip,
    userAgent: ctx.request.userAgent?.replaceAll('\u0000', '').slice(0, 300) ?? null,
    requestId: ctx.request.requestId,
    at: ctx.clock(),
    previousHash: head?.hash ?? chainStart,
  };
  await tx.insert(auditEvents).values({ ...event, hash: hashEvent(event) });
}

/** As jsonb will give it back, without anything shaped like a secret. */
function clean(value: Record<string, unknown> | undefined): Record<string, unknown> | null {
  return value === undefined ? null : JSON.parse(scrub(JSON.stringify(value)));
}
