import { pageSchema } from '@dovecote/services/pages';
import { createWebhook } from '@dovecote/services/webhooks/create-webhook';
import { getWebhook } from '@dovecote/services/webhooks/get-webhook';
import { getWebhookDelivery } from '@dovecote/services/webhooks/get-webhook-delivery';
import { listWebhookDeliveries } from '@dovecote/services/webhooks/list-webhook-deliveries';
import { listWebhooks } from '@dovecote/services/webhooks/list-webhooks';
import { removeWebhook } from '@dovecote/services/webhooks/remove-webhook';
import {
  replayedDeliveriesSchema,
  replayWebhookDeliveries,
} from '@dovecote/services/webhooks/replay-webhook-deliveries';
import { replayWebhookDelivery } from '@dovecote/services/webhooks/replay-webhook-delivery';
import { rotateWebhookSecret } from '@dovecote/services/webhooks/rotate-webhook-secret';
import { testWebhook } from '@dovecote/services/webhooks/test-webhook';
import { updateWebhook } from '@dovecote/services/webhooks/update-webhook';
import {
  createWebhookSchema,
  listDeliveriesSchema,
  updateWebhookSchema,
} from '@dovecote/services/webhooks/webhook-schemas';
import {
  deliveryDetailsSchema,
  deliveryViewSchema,
  webhookViewSchema,
  webhookWithSecretSchema,
} from '@dovecote/services/webhooks/webhook-view';
import type { ApiDeps } from '../../api-deps';
import type { DefineCall } from '../define-call';
import { inPathWorkspace } from '../in-path-workspace';
import { cutPage, pageOf } from '../page-of';

/** Outgoing webhooks by Standard Webhooks; deliveries of one endpoint keep no order. */
export function defineWebhookCalls(define: DefineCall, deps: ApiDeps): void {
  const shared = { tag: 'Webhooks' } as const;
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}/webhooks',
    policy: 'webhooks.manage',
    summary: 'Where the workspace’s events are posted to',
    query: pageSchema,
    answer: pageOf(webhookViewSchema),
    handle: async ({ ctx, params, query }) =>
      cutPage(await listWebhooks(await inPathWorkspace(deps, ctx, params.id)), query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/webhooks',
    policy: 'webhooks.manage',
    summary: 'Add an endpoint; its secret stands in this answer only',
    status: 201,
    body: createWebhookSchema,
    answer: webhookWithSecretSchema,
    handle: async ({ ctx, params, body }) => await createWebhook(await inPathWorkspace(deps, ctx, params.id), body),
  });
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}/webhooks/{webhookId}',
    policy: 'webhooks.manage',
    summary: 'One endpoint',
    answer: webhookViewSchema,
    handle: async ({ ctx, params }) => await getWebhook(await inPathWorkspace(deps, ctx, params.id), params.webhookId),
  });
  define({
    ...shared,
    method: 'patch',
    path: '/workspaces/{id}/webhooks/{webhookId}',
    policy: 'webhooks.manage',
    summary: 'Change an endpoint, or switch it off or on',
    body: updateWebhookSchema,
    answer: webhookViewSchema,
    handle: async ({ ctx, params, body }) =>
      await updateWebhook(await inPathWorkspace(deps, ctx, params.id), params.webhookId, body),
  });
  define({
    ...shared,
    method: 'delete',
    path: '/workspaces/{id}/webhooks/{webhookId}',
    policy: 'webhooks.manage',
    summary: 'Remove an endpoint with its deliveries',
    status: 204,
    handle: async ({ ctx, params }) =>
      await removeWebhook(await inPathWorkspace(deps, ctx, params.id), params.webhookId),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/webhooks/{webhookId}/rotate-secret',
    policy: 'webhooks.manage',
    summary: 'A new secret, in this answer only; the former one signs too for 24 hours',
    answer: webhookWithSecretSchema,
    handle: async ({ ctx, params }) =>
      await rotateWebhookSecret(await inPathWorkspace(deps, ctx, params.id), params.webhookId),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/webhooks/{webhookId}/test',
    policy: 'webhooks.manage',
    summary: 'Post a webhook.test event',
    answer: deliveryViewSchema,
    handle: async ({ ctx, params }) => await testWebhook(await inPathWorkspace(deps, ctx, params.id), params.webhookId),
  });
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}/webhooks/{webhookId}/deliveries',
    policy: 'webhooks.manage',
    summary: 'What was and will be posted, newest first',
    query: listDeliveriesSchema,
    answer: pageOf(deliveryViewSchema),
    handle: async ({ ctx, params, query }) =>
      await listWebhookDeliveries(await inPathWorkspace(deps, ctx, params.id), params.webhookId, query),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/webhooks/{webhookId}/deliveries/replay',
    policy: 'webhooks.manage',
    summary: 'Post the failed ones once more, oldest first, up to 500 in one call',
    answer: replayedDeliveriesSchema,
    handle: async ({ ctx, params }) =>
      await replayWebhookDeliveries(await inPathWorkspace(deps, ctx, params.id), params.webhookId),
  });
  define({
    ...shared,
    method: 'get',
    path: '/workspaces/{id}/webhooks/{webhookId}/deliveries/{deliveryId}',
    policy: 'webhooks.manage',
    summary: 'One delivery with what is posted and how each attempt went',
    answer: deliveryDetailsSchema,
    handle: async ({ ctx, params }) =>
      await getWebhookDelivery(await inPathWorkspace(deps, ctx, params.id), params.webhookId, params.deliveryId),
  });
  define({
    ...shared,
    method: 'post',
    path: '/workspaces/{id}/webhooks/{webhookId}/deliveries/{deliveryId}/replay',
    policy: 'webhooks.manage',
    summary: 'Post one event once more, under its old id',
    answer: deliveryViewSchema,
    handle: async ({ ctx, params }) =>
      await replayWebhookDelivery(await inPathWorkspace(deps, ctx, params.id), params.webhookId, params.deliveryId),
  });
}
