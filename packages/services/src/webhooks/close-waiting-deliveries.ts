import type { Tx } from '@dovecote/db/client';
import { webhookDeliveries } from '@dovecote/db/schema/webhooks';
import { and, eq, sql } from 'drizzle-orm';

/** What still waits for an endpoint that is off counts as failed, so that it can be replayed. */
export async function closeWaitingDeliveries(
  tx: Tx,
  endpoint: { workspaceId: string; id: string },
  now: Date,
): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({
      state: 'failed',
      lastError: sql`coalesce(${webhookDeliveries.lastError}, 'was switched off meanwhile')`,
      closedAt: now,
    })
    .where(
      and(
        eq(webhookDeliveries.workspaceId, endpoint.workspaceId),
        eq(webhookDeliveries.endpointId, endpoint.id),
        eq(webhookDeliveries.state, 'waiting'),
      ),
    );
}
