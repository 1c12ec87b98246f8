import { createHash } from 'node:crypto';
import type { Queryable } from '@dovecote/db/client';
import { passkeyChallenges } from '@dovecote/db/schema/second-factors';
import { and, eq, gt, isNull, lt } from 'drizzle-orm';

const challengeMs = 5 * 60_000;

/** Remembers a challenge for one answer within five minutes; forgets those nobody answered. */
export async function keepChallenge(db: Queryable, challenge: string, userId: string | null, now: Date): Promise<void> {
  await db.delete(passkeyChallenges).where(lt(passkeyChallenges.expiresAt, now));
  const expiresAt = new Date(now.getTime() + challengeMs);
  await db.insert(passkeyChallenges).values({ challengeHash: hashOf(challenge), userId, expiresAt });
}

/** Uses a challenge up; false if we did not make it, or it was answered or is too old. */
export async function useChallenge(
  db: Queryable,
  challenge: string,
  userId: string | null,
  now: Date,
): Promise<boolean> {
  const used = await db
    .delete(passkeyChallenges)
    .where(
      and(
        eq(passkeyChallenges.challengeHash, hashOf(challenge)),
        userId === null ? isNull(passkeyChallenges.userId) : eq(passkeyChallenges.userId, userId),
        gt(passkeyChallenges.expiresAt, now),
      ),
    )
    .returning({ challengeHash: passkeyChallenges.challengeHash });
  return used.length > 0;
}

function hashOf(challenge: string): string {
  return createHash('sha256').update(challenge).digest('base64url');
}
