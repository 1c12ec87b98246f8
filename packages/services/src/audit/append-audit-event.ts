import type { Tx } from '@dovecote/db/client';
import { newId } from '@dovecote/db/new-id';
import { auditEvents, auditHeads } from '@dovecote/db/schema/audit-events';
import { scrub } from '@dovecote/observability/scrub';
import { eq } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';
import { chainStart, hashEvent, headText, platformChain } from './hash-event';
import { sealPersonal } from './personal-part';

export interface AuditEventInput {
  /** Null for what belongs to no workspace: it goes to the platform's chain. */
  workspaceId: string | null;
  action: string;
  targetType:
    | 'bot'
    | 'draft'
    | 'module'
    | 'session'
    | 'user'
    | 'webhook'
    | 'workspace'
    | 'audit_log'
    | 'keys'
    | 'api_key'
    | 'invitation';
  targetId: string;
  reason?: string | undefined;
  before?: Record<string, unknown> | undefined;
  after?: Record<string, unknown> | undefined;
}

type AuditContext = Pick<ServiceContext, 'actor' | 'clock' | 'request' | 'vault'>;

/**
 * Appends to the chain of the workspace, else of the platform. It must be the transaction's last statement, because the
 * chain's head is a lock until the commit. Secrets are cut from `before` and `after`.
 */
export async function appendAuditEvent(tx: Tx, ctx: AuditContext, input: AuditEventInput): Promise<void> {
  const chain = input.workspaceId ?? platformChain;
  const id = newId('auditEvent');
  const { userId: actorId, apiKey } = ctx.actor.kind === 'user' ? ctx.actor : { userId: null };
  const personal = await sealPersonal(ctx, actorId, id);
  const head = await lockHead(tx, chain);
  const event = {
    id,
    chain,
    seq: head.seq + 1,
    workspaceId: input.workspaceId,
    actorKind: ctx.actor.kind === 'user' ? ('user' as const) : ('system' as const),
    actorId,
    action: input.action,
    targetType: input.targetType,
    targetId: input.targetId,
    reason: input.reason ?? null,
    before: clean(input.before),
    // The event is its maker's; which of their keys it came by stands beside it.
    after: clean(apiKey === undefined ? input.after : { ...input.after, apiKeyId: apiKey.id }),
    personal,
    requestId: ctx.request.requestId,
    at: ctx.clock(),
    previousHash: head.hash,
  };
  const hash = hashEvent(event);
  await tx.insert(auditEvents).values({ ...event, hash });
  // On a forged end nothing sound can be built: what follows stays unsigned, so that the check goes on naming it.
  const isSound = head.seq === 0 || ctx.vault.isSignatureOf(headText({ chain, ...head }), head.signature);
  const signature = isSound ? ctx.vault.sign(headText({ chain, seq: event.seq, hash })) : head.signature;
  await tx.update(auditHeads).set({ seq: event.seq, hash, signature }).where(eq(auditHeads.chain, chain));
}

/** The chain's last event; the row stays locked until the commit. */
async function lockHead(tx: Tx, chain: string): Promise<{ seq: number; hash: string; signature: string }> {
  const [head] = await tx
    .insert(auditHeads)
    .values({ chain, seq: 0, hash: chainStart, signature: '' })
    .onConflictDoUpdate({ target: auditHeads.chain, set: { chain } })
    .returning({ seq: auditHeads.seq, hash: auditHeads.hash, signature: auditHeads.signature });
  if (head === undefined) throw new Error('The insert returned no row.');
  return head;
}

/** As jsonb will give it back, without anything shaped like a secret. */
function clean(value: Record<string, unknown> | undefined): Record<string, unknown> | null {
  return value === undefined ? null : JSON.parse(scrub(JSON.stringify(value)));
}
