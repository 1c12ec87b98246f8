import { apiKeys } from '@dovecote/db/schema/api-keys';
import { users } from '@dovecote/db/schema/users';
import { members, workspaces } from '@dovecote/db/schema/workspaces';
import { and, eq } from 'drizzle-orm';
import { hashOpaqueToken } from '../people/opaque-token';
import { weakerRole } from '../policies/member-policy';
import { hasSecondFactor } from '../second-factor/find-second-factor';
import type { AppServices, UserActor } from '../service-context';

const touchMs = 60_000;

/** Whether a bearer token has the shape of an API key. */
export function isApiKey(token: string): boolean {
  return token.startsWith('dvk_');
}

/**
 * The actor of a live key: its maker, bound to one workspace, with the weaker of the key's role and the maker's role of
 * today, and without any platform role. A key cannot pass a second factor, so its maker must have one where the workspace
 * asks for it. Null when the key is unknown, revoked or expired, or its maker is suspended or
 * no member any more. By nature it looks across workspaces: the key says which one.
 */
export async function checkApiKey(
  services: Pick<AppServices, 'databases' | 'clock'>,
  token: string,
): Promise<UserActor | null> {
  const db = services.databases.platform;
  const [found] = await db
    .select({
      key: apiKeys,
      role: members.role,
      suspendedAt: users.suspendedAt,
      requiresSecondFactor: workspaces.requiresSecondFactor,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.createdBy))
    .innerJoin(workspaces, eq(workspaces.id, apiKeys.workspaceId))
    .innerJoin(members, and(eq(members.workspaceId, apiKeys.workspaceId), eq(members.userId, apiKeys.createdBy)))
    .where(eq(apiKeys.tokenHash, hashOpaqueToken(token)));
  if (found === undefined || found.suspendedAt !== null || found.key.revokedAt !== null) return null;
  const { key } = found;
  const now = services.clock();
  if (key.expiresAt !== null && key.expiresAt <= now) return null;
  if (key.lastUsedAt === null || now.getTime() - key.lastUsedAt.getTime() > touchMs) {
    await db
      .update(apiKeys)
      .set({ lastUsedAt: now })
      .where(and(eq(apiKeys.workspaceId, key.workspaceId), eq(apiKeys.id, key.id)));
  }
  const { id, scopes, workspaceId } = key;
  const lacksSecondFactor = found.requiresSecondFactor && !(await hasSecondFactor(db, key.createdBy));
  return {
    kind: 'user',
    userId: key.createdBy,
    sessionId: '',
    platformRole: 'user',
    apiKey: { id, scopes, workspaceId, role: weakerRole(key.role, found.role), lacksSecondFactor },
  };
}
