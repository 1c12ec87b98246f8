import type { Tx } from '@dovecote/db/client';
import { apiKeys } from '@dovecote/db/schema/api-keys';
import { and, eq, isNull } from 'drizzle-orm';

/**
 * Ends the keys a person made, in one workspace or in all; coming back does not revive them. With `workspaceId` null it
 * looks across workspaces by nature.
 */
export async function revokeKeysOf(tx: Tx, userId: string, workspaceId: string | null, now: Date): Promise<void> {
  await tx
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(
      and(
        eq(apiKeys.createdBy, userId),
        workspaceId === null ? undefined : eq(apiKeys.workspaceId, workspaceId),
        isNull(apiKeys.revokedAt),
      ),
    );
}
