import type { Tx } from '@dovecote/db/client';
import { members } from '@dovecote/db/schema/workspaces';
import { and, eq } from 'drizzle-orm';
import { revokeKeysOf } from '../api-keys/revoke-keys-of';
import { appendAuditEvent } from '../audit/append-audit-event';
import type { ServiceContext } from '../service-context';
import { assertNotLastOwner, type MemberRow } from './lock-members';

/** Takes a person out of a workspace with the API keys they made there; it audits, so it stands last. */
export async function endMembership(
  tx: Tx,
  ctx: ServiceContext,
  rows: readonly MemberRow[],
  { workspaceId, userId, role }: MemberRow,
  action: 'member.removed' | 'member.left',
): Promise<void> {
  assertNotLastOwner(rows, userId);
  await revokeKeysOf(tx, userId, workspaceId, ctx.clock());
  await tx.delete(members).where(and(eq(members.workspaceId, workspaceId), eq(members.userId, userId)));
  await appendAuditEvent(tx, ctx, {
    workspaceId,
    action,
    targetType: 'user',
    targetId: userId,
    before: { role },
  });
}
