import type { Queryable } from '@dovecote/db/client';
import { recoveryCodes } from '@dovecote/db/schema/second-factors';
import { and, count, eq, isNull } from 'drizzle-orm';

/** Codes that were not used yet. */
export async function countRecoveryCodes(db: Queryable, userId: string): Promise<number> {
  const [row] = await db
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)));
  return row?.left ?? 0;
}
