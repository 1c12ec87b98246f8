import { webhookEvents } from '@dovecote/db/schema/webhooks';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';
import type { ClaimedDelivery } from './claim-webhook-deliveries';
import { getWebhookRow } from './get-webhook-row';
import { postWebhook } from './post-webhook';
import { recordWebhookAttempt } from './record-webhook-attempt';
import { webhookSecretPlace } from './webhook-secret';
import { payloadOf, type WebhookRow } from './webhook-view';

/**
 * Posts a claimed delivery once and writes down what came of it. A crash on the way leaves the claim to lapse: the event
 * is posted again under its old id, so a receiver that has seen it knows it.
 */
export async function attemptWebhookDelivery(ctx: ServiceContext, delivery: ClaimedDelivery): Promise<void> {
  try {
    const endpoint = await getWebhookRow(ctx.db, delivery.workspaceId, delivery.endpointId);
    const [event] = await ctx.db
      .select()
      .from(webhookEvents)
      .where(and(eq(webhookEvents.workspaceId, delivery.workspaceId), eq(webhookEvents.id, delivery.eventId)));
    if (event === undefined) return;
    const at = ctx.clock();
    const message = { url: endpoint.url, id: event.id, body: payloadOf(event) };
    const outcome = await postWebhook(ctx, message, await openSecrets(ctx, endpoint, at));
    await recordWebhookAttempt(ctx, delivery, at, outcome);
  } catch (error) {
    // Removed meanwhile, and its deliveries with it.
    if (error instanceof AppError && error.code === 'NOT_FOUND') return;
    throw error;
  }
}

async function openSecrets(ctx: ServiceContext, endpoint: WebhookRow, now: Date) {
  const { secret, formerSecret, formerSecretUntil } = endpoint;
  const isOverlap = formerSecret !== null && formerSecretUntil !== null && formerSecretUntil > now;
  const place = webhookSecretPlace(endpoint);
  return await Promise.all((isOverlap ? [secret, formerSecret] : [secret]).map((one) => ctx.vault.open(one, place)));
}
