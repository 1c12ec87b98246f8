import { newId } from '@dovecote/db/new-id';
import { webhookDeliveries, webhookEvents } from '@dovecote/db/schema/webhooks';
import { appendAuditEvent } from '../audit/append-audit-event';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { lockWebhook } from './get-webhook-row';
import { webhookIsOff } from './replay-webhook-deliveries';
import { type DeliveryView, describeDelivery } from './webhook-view';

/**
 * Sends a `webhook.test` event to this endpoint alone.
 * @throws AppError `CONFLICT` while it is off.
 */
export async function testWebhook(ctx: ServiceContext, webhookId: string): Promise<DeliveryView> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  return await ctx.db.transaction(async (tx) => {
    const row = await lockWebhook(tx, workspaceId, webhookId);
    if (!row.isOn) throw webhookIsOff();
    const now = ctx.clock();
    const type = 'webhook.test';
    const event = { workspaceId, id: newId('event'), type, data: { webhookId: row.id }, at: now, fannedOutAt: now };
    await tx.insert(webhookEvents).values(event);
    const [delivery] = await tx
      .insert(webhookDeliveries)
      .values({
        workspaceId,
        id: newId('delivery'),
        endpointId: row.id,
        eventId: event.id,
        state: 'waiting',
        nextAttemptAt: now,
        createdAt: now,
      })
      .returning();
    if (delivery === undefined) throw new Error('The insert returned no row.');
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'webhook.tested',
      targetType: 'webhook',
      targetId: row.id,
    });
    return describeDelivery({ delivery, type });
  });
}
