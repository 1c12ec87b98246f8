import type { Queryable } from '@dovecote/db/client';
import { recoveryCodes } from '@dovecote/db/schema/second-factors';
import { sessions } from '@dovecote/db/schema/sessions';
import { eq } from 'drizzle-orm';
import { hasSecondFactor } from './find-second-factor';

/** The session proved who holds it by a second factor just now. */
export async function markSecondFactorPassed(tx: Queryable, sessionId: string, now: Date): Promise<void> {
  await tx.update(sessions).set({ secondFactorAt: now, steppedUpAt: now }).where(eq(sessions.id, sessionId));
}

/** After a factor went: with the last one, no session has passed any, and recovery codes recover nothing. */
export async function settleRemovedFactor(tx: Queryable, userId: string): Promise<void> {
  if (await hasSecondFactor(tx, userId)) return;
  await tx.update(sessions).set({ secondFactorAt: null }).where(eq(sessions.userId, userId));
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}
