import { sql } from 'drizzle-orm';
import { bigint, boolean, foreignKey, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { createdAt, moment, sealed } from '../columns';
import { bots } from './bots';

export const outboxStates = ['queued', 'sending', 'inline', 'sent', 'refused', 'ambiguous', 'expired'] as const;
export type OutboxState = (typeof outboxStates)[number];

/** Calls to Telegram that a handled update asked for, kept until their receipt. */
export const outbox = pgTable(
  'outbox',
  {
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    /** Null for calls that no update caused. */
    updateId: text('update_id'),
    /** Where the journal has that update: short and growing, so that finding an update's calls costs each call little. */
    updateSeq: bigint('update_seq', { mode: 'number' }),
    position: integer('position').notNull(),
    moduleId: text('module_id'),
    /** `module/name`: what a module calls it; its receipt is then kept in `sent_messages`. */
    ref: text('ref'),
    chatId: text('chat_id'),
    method: text('method').notNull(),
    /** What it says; null where it was committed together with its update, whose body holds it. */
    payload: sealed('payload'),
    policy: text('policy', { enum: ['never_lost', 'never_twice'] }).notNull(),
    state: text('state', { enum: outboxStates }).notNull(),
    epoch: bigint('epoch', { mode: 'number' }),
    attempts: integer('attempts').notNull().default(0),
    /** An answer was lost, so Telegram may have executed an attempt that we repeated or gave up. */
    isAmbiguous: boolean('is_ambiguous').notNull().default(false),
    nextAttemptAt: moment('next_attempt_at'),
    receipt: jsonb('receipt').$type<Record<string, unknown>>(),
    error: text('error'),
    createdAt: createdAt(),
    sentAt: moment('sent_at'),
  },
  (table) => [
    foreignKey({ columns: [table.workspaceId, table.botId], foreignColumns: [bots.workspaceId, bots.id] }).onDelete(
      'cascade',
    ),
    uniqueIndex('outbox_update_position_key').on(table.updateSeq, table.position),
    // No index has what a receipt changes: so it writes a new row beside the old one and touches no index. A bot's open
    // calls are looked for behind its `calls_closed_to`.
    index('outbox_bot_idx').on(table.botId, table.id),
    index('outbox_ambiguous_idx').on(table.workspaceId, table.botId).where(sql`is_ambiguous`),
  ],
);
