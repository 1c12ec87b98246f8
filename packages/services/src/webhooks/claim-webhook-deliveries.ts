import { webhookDeliveries, webhookEndpoints } from '@dovecote/db/schema/webhooks';
import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';

export type ClaimedDelivery = typeof webhookDeliveries.$inferSelect;

/** Longer than an attempt may take: then whoever made it is gone, and the delivery is due again under its old id. */
const claimMs = 60_000;

/** Takes due deliveries of a workspace for one attempt each; nobody else gets them meanwhile. */
export async function claimWebhookDeliveries(
  ctx: Pick<ServiceContext, 'db' | 'clock'>,
  workspaceId: string,
  limit: number,
): Promise<ClaimedDelivery[]> {
  const now = ctx.clock();
  const isOn = ctx.db
    .select({ id: webhookEndpoints.id })
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.workspaceId, workspaceId), eq(webhookEndpoints.isOn, true)));
  const due = ctx.db
    .select({ id: webhookDeliveries.id })
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.workspaceId, workspaceId),
        eq(webhookDeliveries.state, 'waiting'),
        lte(webhookDeliveries.nextAttemptAt, now),
        inArray(webhookDeliveries.endpointId, isOn),
      ),
    )
    .orderBy(asc(webhookDeliveries.nextAttemptAt))
    .limit(limit)
    .for('update', { skipLocked: true });
  return await ctx.db
    .update(webhookDeliveries)
    .set({ attempts: sql`${webhookDeliveries.attempts} + 1`, nextAttemptAt: new Date(now.getTime() + claimMs) })
    // As an array it is read once; as a list it may be read again for each row, and take more than the limit.
    .where(and(eq(webhookDeliveries.workspaceId, workspaceId), sql`${webhookDeliveries.id} = any(array(${due}))`))
    .returning();
}
