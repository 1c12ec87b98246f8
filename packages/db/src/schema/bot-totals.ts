import { sql } from 'drizzle-orm';
import { bigint, foreignKey, pgTable, pgView, primaryKey, text } from 'drizzle-orm/pg-core';
import { bots } from './bots';

/** The sums of a bot's `minute_stats` over its whole life, kept by triggers: its minutes are too many to be added up. */
export const botTotals = pgTable(
  'bot_totals',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    received: bigint('received', { mode: 'number' }).notNull(),
    done: bigint('done', { mode: 'number' }).notNull(),
    skipped: bigint('skipped', { mode: 'number' }).notNull(),
    deadLettered: bigint('dead_lettered', { mode: 'number' }).notNull(),
    calls: bigint('calls', { mode: 'number' }).notNull(),
    errors: bigint('errors', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** Everything ever counted, folded or not; a bot may be in several rows. Row security holds through it. */
export const countedTotals = pgView('counted_totals', {
  workspaceId: text('workspace_id').notNull(),
  botId: text('bot_id').notNull(),
  received: bigint('received', { mode: 'number' }).notNull(),
  done: bigint('done', { mode: 'number' }).notNull(),
  skipped: bigint('skipped', { mode: 'number' }).notNull(),
  deadLettered: bigint('dead_lettered', { mode: 'number' }).notNull(),
  calls: bigint('calls', { mode: 'number' }).notNull(),
  errors: bigint('errors', { mode: 'number' }).notNull(),
})
  .with({ securityInvoker: true })
  .as(sql`
  select workspace_id, bot_id, received, done, skipped, dead_lettered, calls, errors
  from bot_totals
  union all
  select b.workspace_id, e.bot_id, c.is_received::int::bigint, coalesce(c.state = 'done', false)::int::bigint,
    coalesce(c.state = 'skipped', false)::int::bigint, coalesce(c.state = 'dead_lettered', false)::int::bigint,
    0::bigint, 0::bigint
  from minute_counts c
  cross join lateral unnest(c.bot_ids) as e(bot_id)
  join bots b on b.id = e.bot_id
  union all
  select b.workspace_id, e.bot_id, 0::bigint, 0::bigint, 0::bigint, 0::bigint, e.calls::bigint, e.errors::bigint
  from call_counts c
  cross join lateral unnest(c.bot_ids, c.calls, c.errors) as e(bot_id, calls, errors)
  join bots b on b.id = e.bot_id`);
