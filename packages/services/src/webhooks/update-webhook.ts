import { webhookEndpoints } from '@dovecote/db/schema/webhooks';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { closeWaitingDeliveries } from './close-waiting-deliveries';
import { isWebhook, lockWebhook } from './get-webhook-row';
import { updateWebhookSchema } from './webhook-schemas';
import { describeWebhook, type WebhookRow, type WebhookView } from './webhook-view';

/** Changes an endpoint, or switches it off or on; what waits for one that is switched off counts as failed. */
export async function updateWebhook(
  ctx: ServiceContext,
  webhookId: string,
  input: z.input<typeof updateWebhookSchema>,
): Promise<WebhookView> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  const { url, isOn, events, description } = parseInput(updateWebhookSchema, input);
  const address = url === undefined ? undefined : ctx.outbound.check(url, 'url');
  return await ctx.db.transaction(async (tx) => {
    const row = await lockWebhook(tx, workspaceId, webhookId);
    const now = ctx.clock();
    const [updated = row] = await tx
      .update(webhookEndpoints)
      .set({
        ...(address !== undefined && { url: address.href }),
        ...(events !== undefined && { events }),
        ...(description !== undefined && { description }),
        ...(isOn === true && !row.isOn && { isOn, offReason: null, failingSince: null }),
        ...(isOn === false && row.isOn && { isOn, offReason: 'person' as const }),
        updatedAt: now,
      })
      .where(isWebhook(row))
      .returning();
    if (row.isOn && !updated.isOn) await closeWaitingDeliveries(tx, row, now);
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'webhook.updated',
      targetType: 'webhook',
      targetId: row.id,
      before: auditView(row),
      after: auditView(updated),
    });
    return describeWebhook(updated, now);
  });
}

/** An address's path may be what keeps it private. */
function auditView({ url, events, isOn, description }: WebhookRow) {
  return { host: new URL(url).host, events, isOn, description };
}
