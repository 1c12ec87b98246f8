import { sql } from 'drizzle-orm';
import { bigint, boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, sealed } from '../columns';
import { bots } from './bots';

const botKey = { workspaceId: text('workspace_id').notNull(), botId: text('bot_id').notNull() };

/** What a module wants done later, or outside an update: the bot's holder turns each into an update when it is due. */
export const moduleJobs = pgTable(
  'module_jobs',
  {
    ...botKey,
    moduleId: text('module_id').notNull(),
    job: text('job').notNull(),
    /** Chosen by the module; a second one of the same job and key takes the place of the first. */
    key: text('key').notNull(),
    /** Renewed whenever the row is said anew, so that nobody ends what was said after they looked. */
    token: bigint('token', { mode: 'number' }).notNull().generatedByDefaultAsIdentity(),
    /** Slow work outside the update's transaction. */
    isTask: boolean('is_task').notNull(),
    /** Whose lane it goes through; null for the bot's own. */
    chatId: text('chat_id'),
    /** JSON; null for none. */
    payload: sealed('payload'),
    /** Five fields, read in `zone`; null for what runs once. */
    cron: text('cron'),
    zone: text('zone'),
    /** Infinite once it was taken back. */
    runAt: moment('run_at').notNull(),
    attempts: integer('attempts').notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.moduleId, table.job, table.key] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('module_jobs_due_idx').on(table.botId, table.isTask, table.runAt),
    index('module_jobs_gone_idx').on(table.botId).where(sql`run_at = 'infinity'`),
    index('module_jobs_chat_idx').on(table.botId, table.chatId),
  ],
);

/** What Telegram made of a call to which a module gave a name: written by a trigger when the receipt comes. */
export const sentMessages = pgTable(
  'sent_messages',
  {
    ...botKey,
    moduleId: text('module_id').notNull(),
    ref: text('ref').notNull(),
    chatId: text('chat_id').notNull(),
    messageId: bigint('message_id', { mode: 'number' }).notNull(),
    pollId: text('poll_id'),
    sentAt: moment('sent_at').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.moduleId, table.ref] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('sent_messages_poll_idx').on(table.botId, table.pollId).where(sql`poll_id is not null`),
    index('sent_messages_message_idx').on(table.botId, table.chatId, table.messageId),
  ],
);

/** What modules tell whoever watches a bot: ids and numbers, kept for as long as a reader may be away. */
export const liveEvents = pgTable(
  'live_events',
  {
    ...botKey,
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    event: text('event').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: moment('at').notNull(),
  },
  (table) => [
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('live_events_bot_idx').on(table.botId, table.id),
    index('live_events_person_idx').on(table.botId, sql`(data ->> 'personId')`),
  ],
);
