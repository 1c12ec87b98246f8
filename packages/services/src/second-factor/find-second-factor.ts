import type { Queryable } from '@dovecote/db/client';
import { authenticators, passkeys } from '@dovecote/db/schema/second-factors';
import { and, eq, isNotNull, sql } from 'drizzle-orm';

/** What a person could prove themselves with beside the password. */
export interface SecondFactorKinds {
  hasAuthenticator: boolean;
  hasPasskey: boolean;
}

export async function findSecondFactor(db: Queryable, userId: string): Promise<SecondFactorKinds> {
  const [authenticator] = await db
    .select({ one: sql`1` })
    .from(authenticators)
    .where(and(eq(authenticators.userId, userId), isNotNull(authenticators.confirmedAt)));
  const [passkey] = await db.select({ one: sql`1` }).from(passkeys).where(eq(passkeys.userId, userId)).limit(1);
  return { hasAuthenticator: authenticator !== undefined, hasPasskey: passkey !== undefined };
}

/** Whether a password alone is not enough for this person. */
export async function hasSecondFactor(db: Queryable, userId: string): Promise<boolean> {
  const kinds = await findSecondFactor(db, userId);
  return kinds.hasAuthenticator || kinds.hasPasskey;
}
