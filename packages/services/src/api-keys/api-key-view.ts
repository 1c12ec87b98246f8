import { apiKeyScopes, type apiKeys } from '@dovecote/db/schema/api-keys';
import { memberRoles } from '@dovecote/db/schema/workspaces';
import { z } from 'zod';

export const apiKeyViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** How it begins. */
  prefix: z.string(),
  scopes: z.enum(apiKeyScopes).array(),
  role: z.enum(memberRoles),
  createdBy: z.string(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
});

/** An API key as everybody may see it; the key itself has no place here. */
export type ApiKeyView = z.output<typeof apiKeyViewSchema>;

export function describeApiKey(row: typeof apiKeys.$inferSelect): ApiKeyView {
  const { id, name, prefix, scopes, role, createdBy } = row;
  return {
    id,
    name,
    prefix,
    scopes,
    role,
    createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  };
}
