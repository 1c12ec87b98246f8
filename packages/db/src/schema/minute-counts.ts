import { sql } from 'drizzle-orm';
import { bigint, boolean, integer, pgTable, pgView, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { latencyBucketsMs } from './minute-stats';

/**
 * Counts that are durable and not yet folded into `minute_stats`: one row for each statement that closed or received
 * updates, an element of each array for each of them. A bot's own row would be written by every flush.
 */
export const minuteCounts = pgTable('minute_counts', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  minute: moment('minute').notNull(),
  botIds: text('bot_ids').array().notNull(),
  isReceived: boolean('is_received').array().notNull(),
  /** The state it was closed with; null if it was only received. */
  states: text('states').array().notNull(),
  /** 1-based buckets of the latency; 0 if it was only received. */
  buckets: integer('buckets').array().notNull(),
});

/** Everything counted, folded or not; a bot's minute may be in several rows. Row security holds through it. */
export const countedMinutes = pgView('counted_minutes', {
  workspaceId: text('workspace_id').notNull(),
  botId: text('bot_id').notNull(),
  minute: moment('minute').notNull(),
  received: bigint('received', { mode: 'number' }).notNull(),
  done: bigint('done', { mode: 'number' }).notNull(),
  skipped: bigint('skipped', { mode: 'number' }).notNull(),
  deadLettered: bigint('dead_lettered', { mode: 'number' }).notNull(),
  calls: bigint('calls', { mode: 'number' }).notNull(),
  errors: bigint('errors', { mode: 'number' }).notNull(),
  latency: integer('latency').array().notNull(),
})
  .with({ securityInvoker: true })
  .as(sql`
  select workspace_id, bot_id, minute, received, done, skipped, dead_lettered, calls, errors, latency
  from minute_stats
  union all
  select b.workspace_id, e.bot_id, c.minute, e.is_received::int::bigint, coalesce(e.state = 'done', false)::int::bigint,
    coalesce(e.state = 'skipped', false)::int::bigint, coalesce(e.state = 'dead_lettered', false)::int::bigint,
    0::bigint, 0::bigint,
    array(select (e.bucket = place)::int from generate_series(1, ${sql.raw(String(latencyBucketsMs.length + 1))}) as place)
  from minute_counts c
  cross join lateral unnest(c.bot_ids, c.is_received, c.states, c.buckets) as e(bot_id, is_received, state, bucket)
  join bots b on b.id = e.bot_id`);
