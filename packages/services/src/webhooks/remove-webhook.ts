import { webhookEndpoints } from '@dovecote/db/schema/webhooks';
import { appendAuditEvent } from '../audit/append-audit-event';
import { isId } from '../is-id';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { isWebhook, webhookNotFound } from './get-webhook-row';

/** Removes an endpoint with its deliveries and its secrets. */
export async function removeWebhook(ctx: ServiceContext, webhookId: string): Promise<void> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  if (!isId(webhookId)) throw webhookNotFound();
  await ctx.db.transaction(async (tx) => {
    const [removed] = await tx
      .delete(webhookEndpoints)
      .where(isWebhook({ workspaceId, id: webhookId }))
      .returning({ url: webhookEndpoints.url });
    if (removed === undefined) throw webhookNotFound();
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'webhook.removed',
      targetType: 'webhook',
      targetId: webhookId,
      before: { host: new URL(removed.url).host },
    });
  });
}
