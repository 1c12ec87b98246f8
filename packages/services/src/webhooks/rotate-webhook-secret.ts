import { webhookEndpoints } from '@dovecote/db/schema/webhooks';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getWebhookRow, isWebhook, lockWebhook } from './get-webhook-row';
import { newWebhookSecret, webhookSecretPlace } from './webhook-secret';
import { describeWebhook, type webhookWithSecretSchema } from './webhook-view';

const overlapMs = 24 * 3_600_000;

/** A new secret, shown in this answer only; for 24 hours the present one signs beside it. */
export async function rotateWebhookSecret(
  ctx: ServiceContext,
  webhookId: string,
): Promise<z.output<typeof webhookWithSecretSchema>> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  const endpoint = await getWebhookRow(ctx.db, workspaceId, webhookId);
  const secret = newWebhookSecret();
  const sealed = await ctx.vault.seal(secret, webhookSecretPlace(endpoint));
  return await ctx.db.transaction(async (tx) => {
    const row = await lockWebhook(tx, workspaceId, webhookId);
    const now = ctx.clock();
    const formerSecretUntil = new Date(now.getTime() + overlapMs);
    const [updated = row] = await tx
      .update(webhookEndpoints)
      .set({ secret: sealed, formerSecret: row.secret, formerSecretUntil, updatedAt: now })
      .where(isWebhook(row))
      .returning();
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'webhook.secret_rotated',
      targetType: 'webhook',
      targetId: row.id,
      after: { formerSecretUntil: formerSecretUntil.toISOString() },
    });
    return { ...describeWebhook(updated, now), secret };
  });
}
