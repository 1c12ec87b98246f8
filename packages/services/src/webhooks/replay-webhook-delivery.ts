import { webhookDeliveries, webhookEvents } from '@dovecote/db/schema/webhooks';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isId } from '../is-id';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { deliveryNotFound } from './get-webhook-delivery';
import { lockWebhook } from './get-webhook-row';
import { isEventOfDelivery } from './list-webhook-deliveries';
import { waitingAgain, webhookIsOff } from './replay-webhook-deliveries';
import { type DeliveryView, deliveryColumns, describeDelivery } from './webhook-view';

/**
 * Posts one event to its endpoint once more, under its old id.
 * @throws AppError `CONFLICT` while it is still on its way, or its endpoint is off.
 */
export async function replayWebhookDelivery(
  ctx: ServiceContext,
  webhookId: string,
  deliveryId: string,
): Promise<DeliveryView> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  return await ctx.db.transaction(async (tx) => {
    const endpoint = await lockWebhook(tx, workspaceId, webhookId);
    const isDelivery = and(
      eq(webhookDeliveries.workspaceId, workspaceId),
      eq(webhookDeliveries.endpointId, webhookId),
      eq(webhookDeliveries.id, deliveryId),
    );
    const [found] = isId(deliveryId)
      ? await tx
          .select(deliveryColumns)
          .from(webhookDeliveries)
          .innerJoin(webhookEvents, isEventOfDelivery)
          .where(isDelivery)
          .for('update', { of: webhookDeliveries })
      : [];
    if (found === undefined) throw deliveryNotFound();
    if (!endpoint.isOn) throw webhookIsOff();
    if (found.delivery.state === 'waiting') throw new AppError('CONFLICT', 'This delivery is still on its way.');
    const [delivery = found.delivery] = await tx
      .update(webhookDeliveries)
      .set(waitingAgain(ctx.clock()))
      .where(isDelivery)
      .returning();
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'webhook.delivery_replayed',
      targetType: 'webhook',
      targetId: webhookId,
      after: { deliveryId },
    });
    return describeDelivery({ delivery, type: found.type });
  });
}
