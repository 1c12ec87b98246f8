import { sessions } from '@dovecote/db/schema/sessions';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { authoriseUser } from '../policies/authorise';
import type { ServiceContext } from '../service-context';

export interface SessionView {
  id: string;
  kind: 'web' | 'rest';
  userAgent: string | null;
  ip: string | null;
  isCurrent: boolean;
  createdAt: string;
  lastSeenAt: string;
  expiresAt: string;
}

/** The actor's live sessions, most recently used first. */
export async function listSessions(ctx: ServiceContext): Promise<SessionView[]> {
  const { userId, sessionId } = authoriseUser(ctx);
  const rows = await ctx.db
    .select()
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, ctx.clock())))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    userAgent: row.userAgent,
    ip: row.ip,
    isCurrent: row.id === sessionId,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
  }));
}
