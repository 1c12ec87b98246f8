import { sessions } from '@dovecote/db/schema/sessions';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq, isNull } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isId } from '../is-id';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';

/**
 * Ends one of the actor's own sessions; its next request is refused.
 * @throws AppError `NOT_FOUND` for a session that is over or somebody else's.
 */
export async function revokeSession(ctx: ServiceContext, sessionId: string): Promise<void> {
  const { userId } = authoriseUser(ctx);
  await ctx.db.transaction(async (tx) => {
    if (!isId(sessionId)) throw sessionNotFound();
    const [revoked] = await tx
      .update(sessions)
      .set({ revokedAt: ctx.clock(), revokedReason: 'signed_out' })
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
      .returning({ id: sessions.id });
    if (revoked === undefined) throw sessionNotFound();
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'session.revoked',
      targetType: 'session',
      targetId: revoked.id,
    });
  });
}

function sessionNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such session.');
}
