import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, moment } from '../columns';

/** Data keys wrapped by a key-encryption key: one active key for each workspace and purpose. */
export const dataKeys = pgTable(
  'data_keys',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    purpose: text('purpose').notNull(),
    state: text('state', { enum: ['pending', 'active', 'decrypt_only', 'destroyed'] }).notNull(),
    kekId: text('kek_id').notNull(),
    wrapped: text('wrapped').notNull(),
    createdAt: createdAt(),
    /** Since when nothing new is sealed under it. */
    retiredAt: moment('retired_at'),
    destroyedAt: moment('destroyed_at'),
  },
  (table) => [index('data_keys_workspace_idx').on(table.workspaceId, table.purpose)],
);
