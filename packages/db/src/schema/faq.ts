import { foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, sealed } from '../columns';
import { bots } from './bots';

/** Questions nobody could answer yet, once each, with how often they were asked. */
export const faqUnanswered = pgTable(
  'faq_unanswered',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    questionHash: text('question_hash').notNull(),
    question: sealed('question').notNull(),
    asked: integer('asked').notNull(),
    firstAskedAt: moment('first_asked_at').notNull(),
    lastAskedAt: moment('last_asked_at').notNull(),
    resolvedAt: moment('resolved_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.questionHash] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);
