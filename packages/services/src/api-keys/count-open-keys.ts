import type { Queryable } from '@dovecote/db/client';
import { apiKeys } from '@dovecote/db/schema/api-keys';
import { and, eq, gt, isNull, or } from 'drizzle-orm';

/** How many keys of a workspace still work. */
export async function countOpenKeys(db: Queryable, workspaceId: string, now: Date): Promise<number> {
  const isOpen = and(isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)));
  return await db.$count(apiKeys, and(eq(apiKeys.workspaceId, workspaceId), isOpen));
}
