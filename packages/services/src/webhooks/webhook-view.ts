import {
  type webhookAttempts,
  webhookDeliveries,
  webhookDeliveryStates,
  type webhookEndpoints,
  webhookEvents,
  webhookEventTypes,
} from '@dovecote/db/schema/webhooks';
import { z } from 'zod';

export type WebhookRow = typeof webhookEndpoints.$inferSelect;

export const webhookViewSchema = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  events: z.enum(webhookEventTypes).array(),
  isOn: z.boolean(),
  /** Who switched it off: a person, or we because it was gone (410) or failed for five days. */
  offReason: z.enum(['person', 'gone', 'failing']).nullable(),
  failingSince: z.string().nullable(),
  /** Until when the former secret signs too. */
  formerSecretUntil: z.string().nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type WebhookView = z.output<typeof webhookViewSchema>;

/** The only answers that hold a secret: of its birth. */
export const webhookWithSecretSchema = webhookViewSchema.extend({ secret: z.string() });

export function describeWebhook(row: WebhookRow, now: Date): WebhookView {
  const { id, url, description, events, isOn, offReason, failingSince, formerSecretUntil, createdAt, updatedAt } = row;
  const isOverlap = formerSecretUntil !== null && formerSecretUntil > now;
  return {
    id,
    url,
    description,
    events,
    isOn,
    offReason,
    failingSince: failingSince?.toISOString() ?? null,
    formerSecretUntil: isOverlap ? formerSecretUntil.toISOString() : null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export const deliveryViewSchema = z.object({
  id: z.string(),
  /** The `webhook-id` of each attempt, replays too. */
  eventId: z.string(),
  type: z.string(),
  state: z.enum(webhookDeliveryStates),
  attempts: z.number(),
  nextAttemptAt: z.string().nullable(),
  lastStatus: z.number().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.string(),
  closedAt: z.string().nullable(),
});
export type DeliveryView = z.output<typeof deliveryViewSchema>;

export const attemptViewSchema = z.object({
  at: z.string(),
  durationMs: z.number(),
  status: z.number().nullable(),
  error: z.string().nullable(),
  answer: z.string().nullable(),
});

export const deliveryDetailsSchema = deliveryViewSchema.extend({
  /** What is posted, byte for byte. */
  payload: z.string(),
  /** The latest first. */
  log: attemptViewSchema.array(),
});

/** What a delivery's view is made of. */
export const deliveryColumns = { delivery: webhookDeliveries, type: webhookEvents.type };

export function describeDelivery(row: { delivery: typeof webhookDeliveries.$inferSelect; type: string }): DeliveryView {
  const { id, eventId, state, attempts, nextAttemptAt, lastStatus, lastError, createdAt, closedAt } = row.delivery;
  return {
    id,
    eventId,
    type: row.type,
    state,
    attempts,
    nextAttemptAt: state === 'waiting' ? nextAttemptAt.toISOString() : null,
    lastStatus,
    lastError,
    createdAt: createdAt.toISOString(),
    closedAt: closedAt?.toISOString() ?? null,
  };
}

export function describeAttempt(row: typeof webhookAttempts.$inferSelect): z.output<typeof attemptViewSchema> {
  const { at, durationMs, status, error, answer } = row;
  return { at: at.toISOString(), durationMs, status, error, answer };
}

/** The posted body, the same bytes at every attempt (Standard Webhooks: type, timestamp, data). */
export function payloadOf(event: Pick<typeof webhookEvents.$inferSelect, 'type' | 'at' | 'data'>): string {
  return JSON.stringify({ type: event.type, timestamp: event.at.toISOString(), data: event.data });
}
