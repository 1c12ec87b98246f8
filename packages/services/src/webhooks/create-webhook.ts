import { newId } from '@dovecote/db/new-id';
import { webhookEndpoints } from '@dovecote/db/schema/webhooks';
import { workspaces } from '@dovecote/db/schema/workspaces';
import { AppError } from '@dovecote/errors/app-error';
import { eq } from 'drizzle-orm';
import type { z } from 'zod';
import { appendAuditEvent } from '../audit/append-audit-event';
import { parseInput } from '../parse-input';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { createWebhookSchema } from './webhook-schemas';
import { newWebhookSecret, webhookSecretPlace } from './webhook-secret';
import { describeWebhook, type webhookWithSecretSchema } from './webhook-view';

const webhooksMax = 20;

/**
 * Adds an endpoint; its secret stands in this answer only.
 * @throws AppError `VALIDATION_FAILED` for an address that is not public, `CONFLICT` when the workspace has twenty.
 */
export async function createWebhook(
  ctx: ServiceContext,
  input: z.input<typeof createWebhookSchema>,
): Promise<z.output<typeof webhookWithSecretSchema>> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  const { url, events, description } = parseInput(createWebhookSchema, input);
  const { href, host } = ctx.outbound.check(url, 'url');
  const id = newId('webhook');
  const secret = newWebhookSecret();
  const sealed = await ctx.vault.seal(secret, webhookSecretPlace({ workspaceId, id }));
  return await ctx.db.transaction(async (tx) => {
    await tx.select({ id: workspaces.id }).from(workspaces).where(eq(workspaces.id, workspaceId)).for('no key update');
    if ((await tx.$count(webhookEndpoints, eq(webhookEndpoints.workspaceId, workspaceId))) >= webhooksMax) {
      throw new AppError('CONFLICT', `A workspace has at most ${webhooksMax} webhooks. Remove one first.`);
    }
    const now = ctx.clock();
    const [row] = await tx
      .insert(webhookEndpoints)
      .values({ workspaceId, id, url: href, description, events, secret: sealed, createdAt: now, updatedAt: now })
      .returning();
    if (row === undefined) throw new Error('The insert returned no row.');
    await appendAuditEvent(tx, ctx, {
      workspaceId,
      action: 'webhook.created',
      targetType: 'webhook',
      targetId: id,
      // Its path may be what keeps it private.
      after: { host, events },
    });
    return { ...describeWebhook(row, now), secret };
  });
}
