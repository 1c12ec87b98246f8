import type { Queryable } from '@dovecote/db/client';
import { sessions } from '@dovecote/db/schema/sessions';
import { and, eq, isNull, ne } from 'drizzle-orm';
import { notifySessionsEnded } from '../live/notify-changes';

interface EndedSessions {
  userId: string;
  /** Only this one. */
  sessionId?: string;
  /** All but this one. */
  keptSessionId?: string;
}

/** Ends live sessions of a person: the next request is refused, and open pages hear of it after the commit. */
export async function endSessions(
  tx: Queryable,
  { userId, sessionId, keptSessionId }: EndedSessions,
  revokedAt: Date,
  revokedReason: string,
): Promise<string[]> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt, revokedReason })
    .where(
      and(
        eq(sessions.userId, userId),
        sessionId === undefined ? undefined : eq(sessions.id, sessionId),
        keptSessionId === undefined ? undefined : ne(sessions.id, keptSessionId),
        isNull(sessions.revokedAt),
      ),
    )
    .returning({ id: sessions.id });
  if (ended.length > 0) await notifySessionsEnded(tx, userId);
  return ended.map(({ id }) => id);
}
