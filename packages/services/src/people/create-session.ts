import { newId } from '@dovecote/db/new-id';
import { sessions } from '@dovecote/db/schema/sessions';
import { appendAuditEvent } from '../audit/append-audit-event';
import type { ServiceContext, UserActor } from '../service-context';

const sessionMs = 30 * 86_400_000;

/** Starts a session on the requesting device and records the sign-in. */
export async function createSession(
  ctx: ServiceContext,
  user: { id: string; platformRole: UserActor['platformRole'] },
  kind: 'web' | 'rest',
): Promise<{ sessionId: string; expiresAt: Date }> {
  const now = ctx.clock();
  const sessionId = newId('session');
  const expiresAt = new Date(now.getTime() + sessionMs);
  const { ip, userAgent } = ctx.request;
  await ctx.db.transaction(async (tx) => {
    await tx.insert(sessions).values({
      id: sessionId,
      userId: user.id,
      kind,
      ip,
      userAgent: userAgent?.replaceAll('\u0000', '').slice(0, 300) ?? null,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
    });
    const actor = { kind: 'user' as const, userId: user.id, sessionId, platformRole: user.platformRole };
    await appendAuditEvent(
      tx,
      { ...ctx, actor },
      { workspaceId: null, action: 'session.started', targetType: 'session', targetId: sessionId, after: { kind } },
    );
  });
  return { sessionId, expiresAt };
}
