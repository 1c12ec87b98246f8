import { index, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';
import { users } from './users';
import { memberRoles, workspaces } from './workspaces';

/** A link into a workspace for one person, by hash. */
export const invitations = pgTable(
  'invitations',
  {
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    id: text('id').notNull(),
    tokenHash: text('token_hash').notNull(),
    role: text('role', { enum: memberRoles }).notNull(),
    /** Only an account with this address may accept; null: whoever has the link. */
    email: text('email'),
    invitedBy: text('invited_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    expiresAt: moment('expires_at').notNull(),
    acceptedAt: moment('accepted_at'),
    revokedAt: moment('revoked_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    uniqueIndex('invitations_token_key').on(table.tokenHash),
    index('invitations_invited_by_idx').on(table.invitedBy),
  ],
);
