import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, sealed } from '../columns';
import { users } from './users';

/** Mails on their way, and the outbox page where no mail server is set. */
export const mails = pgTable(
  'mails',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    workspaceId: text('workspace_id'),
    recipient: text('recipient').notNull(),
    subject: text('subject').notNull(),
    body: text('body').notNull(),
    /** A one-time address, put in place of `{link}` at the last moment. */
    link: sealed('link'),
    createdAt: createdAt(),
    sentAt: moment('sent_at'),
    error: text('error'),
  },
  (table) => [index('mails_user_idx').on(table.userId)],
);
