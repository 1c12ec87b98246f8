import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core';
import { moment, sealed } from '../columns';
import { bots } from './bots';

export const updateStates = ['waiting', 'done', 'skipped', 'dead_lettered'] as const;
export type UpdateState = (typeof updateStates)[number];

/** The journal: one row for each update, written before it is acknowledged. */
export const updates = pgTable(
  'updates',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    updateId: text('update_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull().generatedAlwaysAsIdentity(),
    channel: text('channel', { enum: ['telegram'] }).notNull(),
    lane: text('lane').notNull(),
    kind: text('kind').notNull(),
    /** The command it begins with, without its argument. */
    command: text('command'),
    contactId: text('contact_id'),
    state: text('state', { enum: updateStates }).notNull(),
    reason: text('reason'),
    moduleId: text('module_id'),
    attempts: integer('attempts').notNull().default(0),
    /** No intake of the bot's holder took it in, so the holder may not have read it; so it is unless its writer says otherwise. */
    isForeign: boolean('is_foreign').notNull().default(true),
    /** What Telegram sent, and what calls that were committed with it say (`UpdateBody`); null once it is gone. */
    body: sealed('body'),
    receivedAt: moment('received_at').notNull(),
    startedAt: moment('started_at'),
    finishedAt: moment('finished_at'),
  },
  // Beside a primary key that begins with the workspace, an index that begins alike would look as good to a planner
  // without statistics, and be read from end to end; so the others begin with the bot.
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.updateId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('updates_open_idx').on(table.botId, table.seq).where(sql`state = 'waiting'`),
    index('updates_foreign_idx').on(table.botId, table.lane, table.seq).where(sql`state = 'waiting' and is_foreign`),
    // Unique, so that a planner without statistics knows that it leads to one row, however many of the bot's wait.
    uniqueIndex('updates_seq_key').on(table.botId, table.seq),
    index('updates_dead_idx').on(table.botId, table.seq).where(sql`state = 'dead_lettered'`),
    index('updates_closed_idx').using('brin', table.finishedAt),
  ],
);
