import { apiKeys } from '@dovecote/db/schema/api-keys';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { type ApiKeyView, describeApiKey } from './api-key-view';

/** The keys of the actor's workspace that were not revoked, newest first. */
export async function listApiKeys(ctx: ServiceContext): Promise<ApiKeyView[]> {
  const { id } = authoriseMember(ctx, 'keys.manage');
  const rows = await ctx.db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.workspaceId, id), isNull(apiKeys.revokedAt)))
    .orderBy(desc(apiKeys.id));
  return rows.map(describeApiKey);
}
