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
  select b.workspace_id, e.bot_id, e.is_received::int::bigint, coalesce(e.state = 'done', false)::int::bigint,
    coalesce(e.state = 'skipped', false)::int::bigint, coalesce(e.state = 'dead_lettered', false)::int::bigint,
    0::bigint, 0::bigint
  from minute_counts c
  cross join lateral unnest(c.bot_ids, c.is_received, c.states) as e(bot_id, is_received, state)
  join bots b on b.id = e.bot_id`);
