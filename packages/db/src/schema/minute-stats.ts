import { sql } from 'drizzle-orm';
import { bigint, foreignKey, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { bots } from './bots';

/** Upper bounds of the latency histogram, in milliseconds; the last bucket is open. */
export const latencyBucketsMs = [5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 15000] as const;

/** What a bot did in one minute; counters only grow. */
export const minuteStats = pgTable(
  'minute_stats',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    minute: moment('minute').notNull(),
    received: bigint('received', { mode: 'number' }).notNull().default(0),
    done: bigint('done', { mode: 'number' }).notNull().default(0),
    skipped: bigint('skipped', { mode: 'number' }).notNull().default(0),
    deadLettered: bigint('dead_lettered', { mode: 'number' }).notNull().default(0),
    calls: bigint('calls', { mode: 'number' }).notNull().default(0),
    errors: bigint('errors', { mode: 'number' }).notNull().default(0),
    latency: integer('latency')
      .array()
      .notNull()
      .default(sql.raw(`array_fill(0, array[${latencyBucketsMs.length + 1}])`)),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.minute] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);
