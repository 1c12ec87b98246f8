import type { Tx } from '@dovecote/db/client';
import { oneTimeLinks } from '@dovecote/db/schema/one-time-links';
import { and, eq, isNull } from 'drizzle-orm';

/** Ends every link that was mailed to a person and not followed yet, as after a new password or another address. */
export async function voidLinks(tx: Tx, userId: string, now: Date): Promise<void> {
  await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(and(eq(oneTimeLinks.userId, userId), isNull(oneTimeLinks.usedAt)));
}
