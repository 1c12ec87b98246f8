import { createWebhook } from '@dovecote/services/webhooks/create-webhook';
import { getWebhook } from '@dovecote/services/webhooks/get-webhook';
import { getWebhookDelivery } from '@dovecote/services/webhooks/get-webhook-delivery';
import { listWebhookDeliveries } from '@dovecote/services/webhooks/list-webhook-deliveries';
import { listWebhooks } from '@dovecote/services/webhooks/list-webhooks';
import { removeWebhook } from '@dovecote/services/webhooks/remove-webhook';
import { replayWebhookDeliveries } from '@dovecote/services/webhooks/replay-webhook-deliveries';
import { replayWebhookDelivery } from '@dovecote/services/webhooks/replay-webhook-delivery';
import { rotateWebhookSecret } from '@dovecote/services/webhooks/rotate-webhook-secret';
import { testWebhook } from '@dovecote/services/webhooks/test-webhook';
import { updateWebhook } from '@dovecote/services/webhooks/update-webhook';
import {
  createWebhookSchema,
  listDeliveriesSchema,
  updateWebhookSchema,
} from '@dovecote/services/webhooks/webhook-schemas';
import { z } from 'zod';
import { procedure, t } from './trpc';

const webhookKey = z.strictObject({ id: z.string() });
const deliveryKey = webhookKey.extend({ deliveryId: z.string() });

/** Outgoing webhooks of the chosen workspace. */
export const webhooksRouter = t.router({
  list: procedure('webhooks.manage').query(async ({ ctx }) => await listWebhooks(ctx.service)),
  get: procedure('webhooks.manage')
    .input(webhookKey)
    .query(async ({ ctx, input }) => await getWebhook(ctx.service, input.id)),
  create: procedure('webhooks.manage')
    .input(createWebhookSchema)
    .mutation(async ({ ctx, input }) => await createWebhook(ctx.service, input)),
  update: procedure('webhooks.manage')
    .input(webhookKey.extend(updateWebhookSchema.shape))
    .mutation(async ({ ctx, input: { id, ...change } }) => await updateWebhook(ctx.service, id, change)),
  remove: procedure('webhooks.manage')
    .input(webhookKey)
    .mutation(async ({ ctx, input }) => await removeWebhook(ctx.service, input.id)),
  rotateSecret: procedure('webhooks.manage')
    .input(webhookKey)
    .mutation(async ({ ctx, input }) => await rotateWebhookSecret(ctx.service, input.id)),
  test: procedure('webhooks.manage')
    .input(webhookKey)
    .mutation(async ({ ctx, input }) => await testWebhook(ctx.service, input.id)),
  deliveries: procedure('webhooks.manage')
    .input(webhookKey.extend(listDeliveriesSchema.shape))
    .query(async ({ ctx, input: { id, ...filter } }) => await listWebhookDeliveries(ctx.service, id, filter)),
  delivery: procedure('webhooks.manage')
    .input(deliveryKey)
    .query(async ({ ctx, input }) => await getWebhookDelivery(ctx.service, input.id, input.deliveryId)),
  replay: procedure('webhooks.manage')
    .input(deliveryKey)
    .mutation(async ({ ctx, input }) => await replayWebhookDelivery(ctx.service, input.id, input.deliveryId)),
  replayFailed: procedure('webhooks.manage')
    .input(webhookKey)
    .mutation(async ({ ctx, input }) => await replayWebhookDeliveries(ctx.service, input.id)),
});
