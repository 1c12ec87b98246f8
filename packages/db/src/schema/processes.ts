import { bigint, foreignKey, index, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { bots } from './bots';

/** One heartbeat row for each bot-manager process, on database time. */
export const processes = pgTable('processes', {
  id: text('id').primaryKey(),
  lockKey: integer('lock_key').notNull(),
  /** Where its webhook endpoint listens, for whoever passes requests on; null until it listens. */
  address: text('address'),
  /** Set once it hands its bots over; nobody gives it new ones. */
  drainingAt: moment('draining_at'),
  startedAt: moment('started_at').notNull(),
  expiresAt: moment('expires_at').notNull(),
});

/** Who holds a bot: that changes only on hand-over, and its epoch only grows. */
export const botHolders = pgTable(
  'bot_holders',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').primaryKey(),
    processId: text('process_id').notNull(),
    epoch: bigint('epoch', { mode: 'number' }).notNull(),
    /** Which form of journal and outbox the holder reads: a release that does not say so cannot take a bot. */
    journalForm: integer('journal_form').notNull(),
    /** No call of the bot up to this id is open; those behind it may be. */
    callsClosedTo: bigint('calls_closed_to', { mode: 'number' }).notNull().default(0),
    /** When one of its updates last blocked a whole process; for a while after, nothing is handled before it is journalled. */
    hungAt: moment('hung_at'),
  },
  (table) => [
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('bot_holders_process_idx').on(table.processId),
  ],
);
