import { webhookAttempts, webhookDeliveries, webhookEvents } from '@dovecote/db/schema/webhooks';
import { AppError } from '@dovecote/errors/app-error';
import { and, desc, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { isId } from '../is-id';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { isEventOfDelivery } from './list-webhook-deliveries';
import {
  deliveryColumns,
  type deliveryDetailsSchema,
  describeAttempt,
  describeDelivery,
  payloadOf,
} from './webhook-view';

const attemptsShownMax = 50;

/** One delivery with what is posted and how each attempt went. */
export async function getWebhookDelivery(
  ctx: ServiceContext,
  webhookId: string,
  deliveryId: string,
): Promise<z.output<typeof deliveryDetailsSchema>> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  const [row] =
    isId(webhookId) && isId(deliveryId)
      ? await ctx.db
          .select({ ...deliveryColumns, event: webhookEvents })
          .from(webhookDeliveries)
          .innerJoin(webhookEvents, isEventOfDelivery)
          .where(
            and(
              eq(webhookDeliveries.workspaceId, workspaceId),
              eq(webhookDeliveries.endpointId, webhookId),
              eq(webhookDeliveries.id, deliveryId),
            ),
          )
      : [];
  if (row === undefined) throw deliveryNotFound();
  const attempts = await ctx.db
    .select()
    .from(webhookAttempts)
    .where(and(eq(webhookAttempts.workspaceId, workspaceId), eq(webhookAttempts.deliveryId, deliveryId)))
    .orderBy(desc(webhookAttempts.id))
    .limit(attemptsShownMax);
  return { ...describeDelivery(row), payload: payloadOf(row.event), log: attempts.map(describeAttempt) };
}

export function deliveryNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such delivery.');
}
