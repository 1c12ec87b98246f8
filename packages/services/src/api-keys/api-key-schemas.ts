import { apiKeyScopes } from '@dovecote/db/schema/api-keys';
import { memberRoles } from '@dovecote/db/schema/workspaces';
import { z } from 'zod';

export const createApiKeySchema = z.strictObject({
  name: z.string().trim().min(1, { error: 'must not be empty' }).max(80),
  scopes: z
    .array(z.enum(apiKeyScopes))
    .min(1, { error: 'must name one scope or more' })
    .max(apiKeyScopes.length)
    .transform((scopes) => [...new Set(scopes)]),
  /** Never above the maker's; the maker's if not given. */
  role: z.enum(memberRoles).optional(),
  /** Never, if not given. */
  expiresInDays: z.number().int().min(1).max(3650).optional(),
});
