import { sessions } from '@dovecote/db/schema/sessions';
import { users } from '@dovecote/db/schema/users';
import { eq } from 'drizzle-orm';
import type { AppServices, UserActor } from '../service-context';

const touchMs = 60_000;

/** The actor of a live session, read from its row on every request; null when it is over or may not be used. */
export async function checkSession(
  services: Pick<AppServices, 'db' | 'clock'>,
  sessionId: string,
): Promise<UserActor | null> {
  const [row] = await services.db
    .select({
      session: sessions,
      platformRole: users.platformRole,
      suspendedAt: users.suspendedAt,
      awaitsVerification: users.awaitsVerification,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, sessionId));
  if (row === undefined || row.suspendedAt !== null || row.awaitsVerification) return null;
  if (row.session.revokedAt !== null) return null;
  const now = services.clock();
  if (row.session.expiresAt <= now) return null;
  if (now.getTime() - row.session.lastSeenAt.getTime() > touchMs) {
    await services.db.update(sessions).set({ lastSeenAt: now }).where(eq(sessions.id, sessionId));
  }
  return {
    kind: 'user',
    userId: row.session.userId,
    sessionId,
    platformRole: row.platformRole,
    steppedUpAt: row.session.steppedUpAt,
    hasSecondFactor: row.session.secondFactorAt !== null,
  };
}
