import type { Tx } from '@dovecote/db/client';
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from '@dovecote/db/schema/webhooks';
import { and, eq } from 'drizzle-orm';
import { appendAuditEvent } from '../audit/append-audit-event';
import { queueMailToOwners } from '../mails/queue-mail-to-owners';
import type { ServiceContext } from '../service-context';
import type { ClaimedDelivery } from './claim-webhook-deliveries';
import { closeWaitingDeliveries } from './close-waiting-deliveries';
import { isWebhook, lockWebhook } from './get-webhook-row';
import type { WebhookOutcome } from './post-webhook';
import { retryGapMs } from './retry-gap';
import type { WebhookRow } from './webhook-view';

const failingMsMax = 5 * 24 * 3_600_000;
const goneStatus = 410;

/** Writes down how an attempt ended, when the next is due, and whether the endpoint has failed for too long. */
export async function recordWebhookAttempt(
  ctx: ServiceContext,
  delivery: ClaimedDelivery,
  at: Date,
  outcome: WebhookOutcome,
): Promise<void> {
  const { workspaceId, id, endpointId } = delivery;
  await ctx.db.transaction(async (tx) => {
    const endpoint = await lockWebhook(tx, workspaceId, endpointId);
    const now = ctx.clock();
    await tx.insert(webhookAttempts).values({ workspaceId, deliveryId: id, at, ...outcome });
    await tx
      .update(webhookDeliveries)
      .set({ ...nextState(delivery, outcome, now), lastStatus: outcome.status, lastError: outcome.error })
      .where(
        and(
          eq(webhookDeliveries.workspaceId, workspaceId),
          eq(webhookDeliveries.id, id),
          // One that was taken again, replayed or closed meanwhile goes its own way.
          eq(webhookDeliveries.state, 'waiting'),
          eq(webhookDeliveries.attempts, delivery.attempts),
        ),
      );
    if (outcome.error === null) {
      if (endpoint.failingSince !== null) await setEndpoint(tx, endpoint, { failingSince: null });
      return;
    }
    const failingSince = endpoint.failingSince ?? now;
    const offReason =
      outcome.status === goneStatus
        ? 'gone'
        : now.getTime() - failingSince.getTime() >= failingMsMax
          ? 'failing'
          : null;
    if (offReason !== null && endpoint.isOn) await switchOff(tx, ctx, endpoint, offReason, failingSince);
    else if (endpoint.failingSince === null) await setEndpoint(tx, endpoint, { failingSince });
  });
}

function nextState({ attempts }: ClaimedDelivery, { error }: WebhookOutcome, now: Date) {
  if (error === null) return { state: 'delivered' as const, closedAt: now };
  const gapMs = retryGapMs(attempts, Math.random());
  if (gapMs === null) return { state: 'failed' as const, closedAt: now };
  return { nextAttemptAt: new Date(now.getTime() + gapMs) };
}

async function setEndpoint(tx: Tx, endpoint: WebhookRow, set: Partial<WebhookRow>): Promise<void> {
  await tx.update(webhookEndpoints).set(set).where(isWebhook(endpoint));
}

async function switchOff(
  tx: Tx,
  ctx: ServiceContext,
  endpoint: WebhookRow,
  offReason: 'gone' | 'failing',
  failingSince: Date,
): Promise<void> {
  const now = ctx.clock();
  const { workspaceId, id, url } = endpoint;
  const { host } = new URL(url);
  await setEndpoint(tx, endpoint, { isOn: false, offReason, failingSince, updatedAt: now });
  await closeWaitingDeliveries(tx, endpoint, now);
  await queueMailToOwners(tx, ctx, workspaceId, {
    subject: `A webhook to ${host} was switched off`,
    body: [
      offReason === 'gone'
        ? `The webhook to ${host} answered 410: it says that it is gone.`
        : `Every delivery to the webhook to ${host} has failed for five days.`,
      'We have switched it off. What could not be delivered is kept for two weeks.',
      'When the other side works again, switch it on under Webhooks and replay what failed.',
    ].join('\n\n'),
  });
  await appendAuditEvent(tx, ctx, {
    workspaceId,
    action: 'webhook.switched_off',
    targetType: 'webhook',
    targetId: id,
    after: { offReason, failingSince: failingSince.toISOString() },
  });
}
