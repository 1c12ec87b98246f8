import { sql } from 'drizzle-orm';
import { bigint, foreignKey, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, sealed } from '../columns';
import { bots } from './bots';

export const broadcastStates = ['running', 'paused', 'cancelled', 'done'] as const;
export type BroadcastState = (typeof broadcastStates)[number];

/** One call that a bot makes to many chats. */
export const broadcasts = pgTable(
  'broadcasts',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    id: text('id').notNull(),
    state: text('state', { enum: broadcastStates }).notNull(),
    method: text('method').notNull(),
    /** The call's parameters without the chat. */
    payload: sealed('payload').notNull(),
    createdAt: createdAt(),
    /** When its first recipient was taken up. */
    startedAt: moment('started_at'),
    /** When it was done or cancelled. */
    finishedAt: moment('finished_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.botId, table.id] }),
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    index('broadcasts_open_idx').on(table.botId, table.id).where(sql`state in ('running', 'paused')`),
  ],
);

export const recipientStates = ['waiting', 'sending', 'sent', 'refused', 'ambiguous'] as const;
export type RecipientState = (typeof recipientStates)[number];

/** A chat of a broadcast and what became of its call. */
export const broadcastRecipients = pgTable(
  'broadcast_recipients',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    broadcastId: text('broadcast_id').notNull(),
    chatId: text('chat_id').notNull(),
    state: text('state', { enum: recipientStates }).notNull().default('waiting'),
    /** The holder's that took it up last. */
    epoch: bigint('epoch', { mode: 'number' }),
    attempts: integer('attempts').notNull().default(0),
    nextAttemptAt: moment('next_attempt_at'),
    messageId: bigint('message_id', { mode: 'number' }),
    error: text('error'),
    /** When it was sent, refused, or given up as ambiguous. */
    closedAt: moment('closed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.broadcastId, table.chatId] }),
    foreignKey({
      name: 'broadcast_recipients_broadcast_fk',
      columns: [table.workspaceId, table.botId, table.broadcastId],
      foreignColumns: [broadcasts.workspaceId, broadcasts.botId, broadcasts.id],
    }).onDelete('cascade'),
    index('broadcast_recipients_waiting_idx').on(table.broadcastId, table.chatId).where(sql`state = 'waiting'`),
    index('broadcast_recipients_sending_idx').on(table.botId, table.broadcastId).where(sql`state = 'sending'`),
  ],
);
