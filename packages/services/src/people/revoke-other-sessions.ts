import { appendAuditEvent } from '../audit/append-audit-event';
import { authoriseUser } from '../policies/authorise';
import { recordSecurityEvent } from '../security/record-security-event';
import type { ServiceContext } from '../service-context';
import { endSessions } from './end-sessions';

/** Ends every session of the actor but this one; answers how many those were. */
export async function revokeOtherSessions(ctx: ServiceContext): Promise<{ ended: number }> {
  const { userId, sessionId } = authoriseUser(ctx);
  return await ctx.db.transaction(async (tx) => {
    const ended = await endSessions(tx, { userId, keptSessionId: sessionId }, ctx.clock(), 'signed_out');
    await recordSecurityEvent(tx, ctx, { userId, kind: 'signed_out', detail: { count: String(ended.length) } });
    await appendAuditEvent(tx, ctx, {
      workspaceId: null,
      action: 'session.others_revoked',
      targetType: 'user',
      targetId: userId,
      after: { sessionIds: ended },
    });
    return { ended: ended.length };
  });
}
