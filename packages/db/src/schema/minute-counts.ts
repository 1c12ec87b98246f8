import { sql } from 'drizzle-orm';
import { bigint, boolean, integer, pgTable, pgView, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { latencyBucketsMs } from './minute-stats';

/**
 * Counts that are durable and not yet folded into `minute_stats`. A statement that closed or received updates adds a row
 * for those it did the same with, an element of each array for each of them: a bot's own row would be written by every
 * flush.
 */
export const minuteCounts = pgTable('minute_counts', {
  id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
  minute: moment('minute').notNull(),
  isReceived: boolean('is_received').notNull(),
  /** The state they were closed with; null if they were only received. */
  state: text('state'),
  botIds: text('bot_ids').array().notNull(),
  /** 1-based buckets of the latency; empty if they were only received. */
  buckets: integer('buckets').array().notNull(),
});

const bucketCount = sql.raw(String(latencyBucketsMs.length + 1));

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
  select b.workspace_id, e.bot_id, c.minute, c.is_received::int::bigint, coalesce(c.state = 'done', false)::int::bigint,
    coalesce(c.state = 'skipped', false)::int::bigint, coalesce(c.state = 'dead_lettered', false)::int::bigint,
    0::bigint, 0::bigint,
    array(select coalesce(e.bucket = place, false)::int from generate_series(1, ${bucketCount}) as place)
  from minute_counts c
  cross join lateral unnest(c.bot_ids, c.buckets) as e(bot_id, bucket)
  join bots b on b.id = e.bot_id
  union all
  select b.workspace_id, e.bot_id, c.minute, 0::bigint, 0::bigint, 0::bigint, 0::bigint, e.calls::bigint,
    e.errors::bigint, array_fill(0, array[${bucketCount}])
  from call_counts c
  cross join lateral unnest(c.bot_ids, c.calls, c.errors) as e(bot_id, calls, errors)
  join bots b on b.id = e.bot_id`);
