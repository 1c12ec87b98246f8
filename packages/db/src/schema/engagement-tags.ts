import { foreignKey, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { bots } from './bots';

/** What people of a group carry beside their name, as last asked for. */
export const engagementTags = pgTable(
  'engagement_tags',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    chatId: text('chat_id').notNull(),
    personId: text('person_id').notNull(),
    /** Empty once it was taken off. */
    tag: text('tag').notNull(),
    /** What Telegram said when it refused this very tag; kept by a trigger. */
    refusal: text('refusal'),
    at: moment('at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.personId, table.chatId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);
