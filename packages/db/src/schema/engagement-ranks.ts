import { bigint, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { bots } from './bots';

/** The first places of each board as they were at an hour, for who rose and who fell since. */
export const engagementRanks = pgTable(
  'engagement_ranks',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    board: text('board').notNull(),
    period: text('period').notNull(),
    hour: moment('hour').notNull(),
    /** `person:<id>` or `team:<id>`. */
    holder: text('holder').notNull(),
    /** From 1; equals share one. */
    rank: integer('rank').notNull(),
    points: bigint('points', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({
      name: 'engagement_ranks_pk',
      columns: [table.workspaceId, table.botId, table.board, table.period, table.hour, table.holder],
    }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_ranks_holder_idx').on(table.workspaceId, table.botId, table.holder),
    index('engagement_ranks_age_idx').on(table.hour),
  ],
);
