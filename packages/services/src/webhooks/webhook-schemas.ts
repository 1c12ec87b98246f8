import { webhookDeliveryStates, webhookEventTypes } from '@dovecote/db/schema/webhooks';
import { z } from 'zod';
import { pageSchema } from '../pages';

const fields = {
  /** An https address on the open internet. */
  url: z.string().min(1).max(2_048),
  events: z
    .array(z.enum(webhookEventTypes))
    .min(1)
    .max(webhookEventTypes.length)
    .transform((chosen) => [...new Set(chosen)].sort()),
  description: z.string().trim().max(200),
};

export const createWebhookSchema = z.strictObject({ ...fields, description: fields.description.default('') });

export const updateWebhookSchema = z.strictObject({ ...fields, isOn: z.boolean() }).partial();

export const listDeliveriesSchema = pageSchema.extend({ state: z.enum(webhookDeliveryStates).optional() });
