import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';
import { users } from './users';
import { memberRoles, workspaces } from './workspaces';

/** What a key may do; all but the first two stand for acts before which a person proves anew who they are, or for people. */
export const apiKeyScopes = ['read', 'write', 'team', 'bots:rotate-token', 'export', 'erase', 'keys'] as const;
export type ApiKeyScope = (typeof apiKeyScopes)[number];

/** A program's way in, by hash; it can never do more than its maker, and dies with their membership. */
export const apiKeys = pgTable(
  'api_keys',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    name: text('name').notNull(),
    /** The first characters of the key, by which people know it again. */
    prefix: text('prefix').notNull(),
    tokenHash: text('token_hash').notNull(),
    scopes: text('scopes', { enum: apiKeyScopes }).array().notNull(),
    role: text('role', { enum: memberRoles }).notNull(),
    createdBy: text('created_by')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
    expiresAt: moment('expires_at'),
    lastUsedAt: moment('last_used_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('api_keys_token_key').on(table.tokenHash),
    index('api_keys_created_by_idx').on(table.createdBy),
  ],
);
