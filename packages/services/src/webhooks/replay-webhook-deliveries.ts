import { webhookDeliveries } from '@dovecote/db/schema/webhooks';
import { AppError } from '@dovecote/errors/app-error';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { lockWebhook } from './get-webhook-row';

export const replayedDeliveriesSchema = z.object({
  replayed: z.number(),
  /** Failed ones that are left for another call. */
  remaining: z.number(),
});

const replayedMax = 500;

/**
 * Posts an endpoint's failed deliveries once more under their old ids, oldest first, up to 500 in one call.
 * @throws AppError `CONFLICT` while it is off.
 */
export async function replayWebhookDeliveries(
  ctx: ServiceContext,
  webhookId: string,
): Promise<z.output<typeof replayedDeliveriesSchema>> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  return await ctx.db.transaction(async (tx) => {
    const endpoint = await lockWebhook(tx, workspaceId, webhookId);
    if (!endpoint.isOn) throw webhookIsOff();
    const isFailed = and(
      eq(webhookDeliveries.workspaceId, workspaceId),
      eq(webhookDeliveries.endpointId, webhookId),
      eq(webhookDeliveries.state, 'failed'),
    );
    const picked = tx
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .where(isFailed)
      .orderBy(asc(webhookDeliveries.id))
      .limit(replayedMax);
    const replayed = await tx
      .update(webhookDeliveries)
      .set(waitingAgain(ctx.clock()))
      .where(and(isFailed, inArray(webhookDeliveries.id, picked)))
      .returning({ id: webhookDeliveries.id });
    const remaining = await tx.$count(webhookDeliveries, isFailed);
    if (replayed.length > 0) {
      await appendAuditEvent(tx, ctx, {
        workspaceId,
        action: 'webhook.deliveries_replayed',
        targetType: 'webhook',
        targetId: webhookId,
        after: { replayed: replayed.length, remaining },
      });
    }
    return { replayed: replayed.length, remaining };
  });
}

/** The tries begin again; the log of the former ones stays. */
export function waitingAgain(now: Date) {
  return { state: 'waiting' as const, attempts: 0, nextAttemptAt: now, closedAt: null };
}

export function webhookIsOff(): AppError {
  return new AppError('CONFLICT', 'This webhook is off. Switch it on first.');
}
