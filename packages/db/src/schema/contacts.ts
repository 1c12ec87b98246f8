import { boolean, foreignKey, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { moment, updatedAt } from '../columns';
import { bots } from './bots';

const botKey = { workspaceId: text('workspace_id').notNull(), botId: text('bot_id').notNull() };

/** A Telegram user or chat as one bot knows it. Names are not kept. */
export const contacts = pgTable(
  'contacts',
  {
    ...botKey,
    channel: text('channel', { enum: ['telegram'] }).notNull(),
    externalId: text('external_id').notNull(),
    kind: text('kind', { enum: ['private', 'group', 'supergroup', 'channel'] }).notNull(),
    languageCode: text('language_code'),
    chosenLanguage: text('chosen_language'),
    firstSeenAt: moment('first_seen_at').notNull(),
    lastSeenAt: moment('last_seen_at').notNull(),
    /** Said /stop and did not come back; null if never. */
    isStopped: boolean('is_stopped'),
    /** Blocked or removed the bot; null if never. */
    isBlocked: boolean('is_blocked'),
    /** Of a supergroup: the id it had while it was a group. */
    movedFrom: text('moved_from'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.channel, table.externalId] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);

/** What a lane's dialogue waits for: owned by the lane, so written without locks. */
export const dialogues = pgTable(
  'dialogues',
  {
    ...botKey,
    lane: text('lane').notNull(),
    moduleId: text('module_id').notNull(),
    state: jsonb('state').$type<Record<string, unknown>>().notNull(),
    updatedAt: updatedAt(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.lane] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
  ],
);
