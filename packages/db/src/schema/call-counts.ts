import { bigint, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';

/** Attempted calls that are not yet folded into `minute_stats`: a row holds what a process counted in one minute. */
export const callCounts = pgTable('call_counts', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  minute: moment('minute').notNull(),
  botIds: text('bot_ids').array().notNull(),
  /** Of each of these bots. */
  calls: integer('calls').array().notNull(),
  errors: integer('errors').array().notNull(),
});
