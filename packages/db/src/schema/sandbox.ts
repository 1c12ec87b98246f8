import { bigint, customType, index, integer, jsonb, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** A bot of the built-in Bot API server: what belongs to the bot itself, in the sandbox's own format. */
export const sandboxBots = pgTable(
  'sandbox_bots',
  {
    telegramId: text('telegram_id').primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    username: text('username').notNull().unique(),
    /** SHA-256 in hex; the token itself is never stored. */
    tokenHash: text('token_hash').notNull().unique(),
    name: text('name').notNull(),
    state: jsonb('state').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp('updated_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index('sandbox_bots_workspace_id_idx').on(table.workspaceId)],
);

/** One chat of a sandbox bot with its messages, apart from the bot so that a message rewrites one chat only. */
export const sandboxChats = pgTable(
  'sandbox_chats',
  {
    telegramId: text('telegram_id').notNull(),
    chatId: bigint('chat_id', { mode: 'number' }).notNull(),
    state: jsonb('state').notNull(),
  },
  (table) => [primaryKey({ columns: [table.telegramId, table.chatId] })],
);

/** A file sent to or by a sandbox bot. */
export const sandboxFiles = pgTable(
  'sandbox_files',
  {
    telegramId: text('telegram_id').notNull(),
    fileId: text('file_id').notNull(),
    name: text('name').notNull(),
    mimeType: text('mime_type').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    bytes: bytea('bytes').notNull(),
    createdAt: timestamp('created_at', { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.telegramId, table.fileId] })],
);
