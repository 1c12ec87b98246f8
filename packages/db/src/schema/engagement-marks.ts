import { date, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment } from '../columns';
import { bots } from './bots';

/** What of one day's limits a person had used up. */
export type UsedLimits = Readonly<Partial<Record<'games' | 'duels' | 'polls' | 'quiz' | 'challenge', number>>>;

/** What outlives a person who asked to be erased, so that this lifts no ban and no limit; nothing says who it was. */
export const engagementMarks = pgTable(
  'engagement_marks',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    /** Made of the person's id with the bot's own key. */
    mark: text('mark').notNull(),
    bannedAt: moment('banned_at'),
    banReason: text('ban_reason'),
    appealedAt: moment('appealed_at'),
    abuseScore: integer('abuse_score').notNull(),
    /** Of the last check-in, in the person's own time zone; null if that is over. */
    lastDay: date('last_day', { mode: 'string' }),
    /** In the bot's time zone: the day that `used` is about. */
    day: date('day', { mode: 'string' }).notNull(),
    used: jsonb('used').$type<UsedLimits>().notNull(),
    endsAt: moment('ends_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.mark] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('engagement_marks_age_idx').on(table.endsAt),
  ],
);
