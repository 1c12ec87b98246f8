import { newId } from '@dovecote/db/new-id';
import { webhookDeliveries, webhookEndpoints, webhookEvents } from '@dovecote/db/schema/webhooks';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';

const eventsMax = 200;

/** Writes a delivery for each endpoint that wants an event, once, in one transaction; several processes may call it. */
export async function fanOutWebhookEvents(
  ctx: Pick<ServiceContext, 'db' | 'clock'>,
  workspaceId: string,
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const isNew = and(eq(webhookEvents.workspaceId, workspaceId), isNull(webhookEvents.fannedOutAt));
    const events = await tx
      .select({ id: webhookEvents.id, type: webhookEvents.type })
      .from(webhookEvents)
      .where(isNew)
      .orderBy(asc(webhookEvents.at), asc(webhookEvents.id))
      .limit(eventsMax)
      .for('update', { skipLocked: true });
    if (events.length === 0) return;
    const endpoints = await tx
      .select({ id: webhookEndpoints.id, events: webhookEndpoints.events })
      .from(webhookEndpoints)
      .where(and(eq(webhookEndpoints.workspaceId, workspaceId), eq(webhookEndpoints.isOn, true)))
      // None may be removed or switched off under its new deliveries.
      .for('share');
    const now = ctx.clock();
    const deliveries = events.flatMap((event) =>
      endpoints
        .filter((endpoint) => (endpoint.events as readonly string[]).includes(event.type))
        .map((endpoint) => ({
          workspaceId,
          id: newId('delivery'),
          endpointId: endpoint.id,
          eventId: event.id,
          state: 'waiting' as const,
          nextAttemptAt: now,
          createdAt: now,
        })),
    );
    if (deliveries.length > 0) await tx.insert(webhookDeliveries).values(deliveries);
    const ids = events.map((event) => event.id);
    await tx
      .update(webhookEvents)
      .set({ fannedOutAt: now })
      .where(and(isNew, inArray(webhookEvents.id, ids)));
  });
}
