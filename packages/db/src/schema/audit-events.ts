import { index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { moment, sealed } from '../columns';

/** Who did what to whom; append-only by trigger, hash-chained within each chain. */
export const auditEvents = pgTable(
  'audit_events',
  {
    id: text('id').primaryKey(),
    /** The workspace the event belongs to, else `platform`. */
    chain: text('chain').notNull(),
    seq: integer('seq').notNull(),
    workspaceId: text('workspace_id'),
    actorKind: text('actor_kind', { enum: ['user', 'system'] }).notNull(),
    actorId: text('actor_id'),
    action: text('action').notNull(),
    targetType: text('target_type').notNull(),
    targetId: text('target_id').notNull(),
    reason: text('reason'),
    before: jsonb('before').$type<Record<string, unknown>>(),
    after: jsonb('after').$type<Record<string, unknown>>(),
    /** What is about a person rather than the act, sealed under that person's key: erasing it keeps the chain valid. */
    personal: sealed('personal'),
    requestId: text('request_id'),
    at: moment('at').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (table) => [
    uniqueIndex('audit_events_chain_seq_key').on(table.chain, table.seq),
    index('audit_events_at_idx').on(table.at),
    index('audit_events_target_idx').on(table.targetType, table.targetId),
  ],
);

/** The last event of each chain, and a signature whose key is not in the database. Its row is the chain's lock. */
export const auditHeads = pgTable('audit_heads', {
  chain: text('chain').primaryKey(),
  seq: integer('seq').notNull(),
  hash: text('hash').notNull(),
  signature: text('signature').notNull(),
});

/** A platform admin's read-only look inside a bot, with its reason and end. */
export const adminAccess = pgTable(
  'admin_access',
  {
    id: text('id').primaryKey(),
    workspaceId: text('workspace_id').notNull(),
    botId: text('bot_id').notNull(),
    adminId: text('admin_id').notNull(),
    reason: text('reason').notNull(),
    startedAt: moment('started_at').notNull(),
    expiresAt: moment('expires_at').notNull(),
    /** When the admin ended it themselves. */
    endedAt: moment('ended_at'),
  },
  (table) => [index('admin_access_bot_idx').on(table.botId, table.adminId)],
);
