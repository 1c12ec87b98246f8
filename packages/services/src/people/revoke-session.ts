import { AppError } from '@dovecote/errors/app-error';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isId } from '../is-id';
import { authoriseUser } from '../policies/authorise';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { endSessions } from './end-sessions';

/**
 * Ends one of the actor's own sessions; its next request is refused.
 * @throws AppError `NOT_FOUND` for a session that is over or somebody else's.
 */
export async function revokeSession(ctx: ServiceContext, sessionId: string): Promise<void> {
  const { userId } = authoriseUser(ctx);
  if (!isId(sessionId)) throw sessionNotFound();
  await ctx.db.transaction(async (tx) => {
    const [endedId] = await endSessions(tx, { userId, sessionId }, ctx.clock(), 'signed_out');
    if (endedId === undefined) throw sessionNotFound();
    await recordSecurityEvent(tx, ctx, { userId, kind: 'signed_out' });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'session.revoked',
      targetType: 'session',
      targetId: endedId,
    });
  });
}

function sessionNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such session.');
}
