import { sql } from 'drizzle-orm';
import { bigint, boolean, foreignKey, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { createdAt, moment, sealed, updatedAt } from '../columns';
import { workspaces } from './workspaces';

/** What an endpoint may ask to be told; `webhook.test` comes unasked, by the test button. */
export const webhookEventTypes = [
  'bot.created',
  'bot.removed',
  'bot.status_changed',
  'bot.suspended',
  'bot.token_revoked',
  'dead_letter.created',
  'question.unanswered',
  'user_stats_updated',
  'leaderboard_updated',
  'achievement_unlocked',
  'poll_created',
] as const;
export type WebhookEventType = (typeof webhookEventTypes)[number];

const workspaceId = () =>
  text('workspace_id')
    .notNull()
    .references(() => workspaces.id, { onDelete: 'cascade' });

/** Where a workspace wants to be told of its events. */
export const webhookEndpoints = pgTable(
  'webhook_endpoints',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    url: text('url').notNull(),
    description: text('description').notNull(),
    events: text('events', { enum: webhookEventTypes }).array().notNull(),
    isOn: boolean('is_on').notNull().default(true),
    /** Who switched it off. */
    offReason: text('off_reason', { enum: ['person', 'gone', 'failing'] }),
    secret: sealed('secret').notNull(),
    /** Signs beside the present one until its time is over. */
    formerSecret: sealed('former_secret'),
    formerSecretUntil: moment('former_secret_until'),
    /** Since when nothing but failures came back. */
    failingSince: moment('failing_since'),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** What happened, written by `emit_webhook_event` in the transaction of the change itself. */
export const webhookEvents = pgTable(
  'webhook_events',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    type: text('type').notNull(),
    data: jsonb('data').$type<Record<string, unknown>>().notNull(),
    at: moment('at').notNull(),
    /** When its deliveries were written. */
    fannedOutAt: moment('fanned_out_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    index('webhook_events_new_idx').on(table.workspaceId).where(sql`fanned_out_at is null`),
    index('webhook_events_person_idx').on(table.workspaceId, sql`(data ->> 'personId')`).where(sql`data ? 'personId'`),
  ],
);

export const webhookDeliveryStates = ['waiting', 'delivered', 'failed'] as const;

/** One event on its way to one endpoint. */
export const webhookDeliveries = pgTable(
  'webhook_deliveries',
  {
    workspaceId: workspaceId(),
    id: text('id').notNull(),
    endpointId: text('endpoint_id').notNull(),
    eventId: text('event_id').notNull(),
    state: text('state', { enum: webhookDeliveryStates }).notNull(),
    /** Since it was written or last replayed; one that a crash cut counts. */
    attempts: integer('attempts').notNull().default(0),
    /** While an attempt runs: when it counts as lost. */
    nextAttemptAt: moment('next_attempt_at').notNull(),
    lastStatus: integer('last_status'),
    lastError: text('last_error'),
    createdAt: createdAt(),
    closedAt: moment('closed_at'),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.endpointId],
      foreignColumns: [webhookEndpoints.workspaceId, webhookEndpoints.id],
    }).onDelete('cascade'),
    foreignKey({
      columns: [table.workspaceId, table.eventId],
      foreignColumns: [webhookEvents.workspaceId, webhookEvents.id],
    }).onDelete('cascade'),
    index('webhook_deliveries_due_idx').on(table.nextAttemptAt).where(sql`state = 'waiting'`),
    index('webhook_deliveries_endpoint_idx').on(table.workspaceId, table.endpointId, table.id),
    index('webhook_deliveries_event_idx').on(table.workspaceId, table.eventId),
  ],
);

/** The log: each attempt that came to an end. */
export const webhookAttempts = pgTable(
  'webhook_attempts',
  {
    workspaceId: workspaceId(),
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    deliveryId: text('delivery_id').notNull(),
    at: moment('at').notNull(),
    durationMs: integer('duration_ms').notNull(),
    status: integer('status'),
    error: text('error'),
    /** The beginning of a refusal's body. */
    answer: text('answer'),
  },
  (table) => [
    foreignKey({
      columns: [table.workspaceId, table.deliveryId],
      foreignColumns: [webhookDeliveries.workspaceId, webhookDeliveries.id],
    }).onDelete('cascade'),
    index('webhook_attempts_delivery_idx').on(table.workspaceId, table.deliveryId, table.id),
  ],
);
