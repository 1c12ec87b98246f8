import { webhookDeliveries, webhookEvents } from '@dovecote/db/schema/webhooks';
import { and, desc, eq, lt } from 'drizzle-orm';
import type { z } from 'zod';
import { type Page, readCursor, toPage } from '../pages';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getWebhookRow } from './get-webhook-row';
import { listDeliveriesSchema } from './webhook-schemas';
import { type DeliveryView, deliveryColumns, describeDelivery } from './webhook-view';

/** What was and will be posted to an endpoint, newest first. */
export async function listWebhookDeliveries(
  ctx: ServiceContext,
  webhookId: string,
  input: z.input<typeof listDeliveriesSchema> = {},
): Promise<Page<DeliveryView>> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  const { limit, cursor, state } = parseInput(listDeliveriesSchema, input);
  const before = readCursor(cursor);
  await getWebhookRow(ctx.db, workspaceId, webhookId);
  const rows = await ctx.db
    .select(deliveryColumns)
    .from(webhookDeliveries)
    .innerJoin(webhookEvents, isEventOfDelivery)
    .where(
      and(
        eq(webhookDeliveries.workspaceId, workspaceId),
        eq(webhookDeliveries.endpointId, webhookId),
        before === null ? undefined : lt(webhookDeliveries.id, before),
        state === undefined ? undefined : eq(webhookDeliveries.state, state),
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1);
  const page = toPage(rows, limit, (row) => row.delivery.id);
  return { items: page.items.map(describeDelivery), nextCursor: page.nextCursor };
}

export const isEventOfDelivery = and(
  eq(webhookEvents.workspaceId, webhookDeliveries.workspaceId),
  eq(webhookEvents.id, webhookDeliveries.eventId),
);
