import { index, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, sealed, updatedAt } from '../columns';
import { workspaces } from './workspaces';

/** An unfinished run of the setup wizard; its token lies sealed until the bot is made. */
export const botDrafts = pgTable(
  'bot_drafts',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id')
      .notNull()
      .references(() => workspaces.id, { onDelete: 'cascade' }),
    step: text('step').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    secrets: sealed('secrets'),
    botId: text('bot_id'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index('bot_drafts_workspace_idx').on(table.workspaceId)],
);
