import { apiKeys } from '@dovecote/db/schema/api-keys';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, isNull } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isId } from '../is-id';
import { authoriseMember } from '../policies/authorise';
import { isAtLeast } from '../policies/member-policy';
import type { ServiceContext } from '../service-context';

/** Ends a key of the actor's workspace with the next request. @throws AppError `NOT_FOUND`, `FORBIDDEN` for one above. */
export async function revokeApiKey(ctx: ServiceContext, keyId: string): Promise<void> {
  const workspace = authoriseMember(ctx, 'keys.manage');
  await ctx.db.transaction(async (tx) => {
    const isKey = and(eq(apiKeys.workspaceId, workspace.id), eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt));
    const [row] = isId(keyId) ? await tx.select().from(apiKeys).where(isKey).for('update') : [];
    if (row === undefined) throw new AppError('NOT_FOUND', 'There is no such API key.');
    if (!isAtLeast(workspace.role, row.role)) throw new AppError('FORBIDDEN', 'This key has a role above yours.');
    await tx.update(apiKeys).set({ revokedAt: ctx.clock() }).where(isKey);
    await appendAuditEvent(tx, ctx, {
      workspaceId: workspace.id,
      action: 'api_key.revoked',
      targetType: 'api_key',
      targetId: row.id,
      before: { name: row.name, scopes: row.scopes, role: row.role },
    });
  });
}
