import { webhookEndpoints } from '@dovecote/db/schema/webhooks';
import { asc, eq } from 'drizzle-orm';
import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { describeWebhook, type WebhookView } from './webhook-view';

/** The workspace's endpoints, oldest first. */
export async function listWebhooks(ctx: ServiceContext): Promise<WebhookView[]> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  const rows = await ctx.db
    .select()
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.workspaceId, workspaceId))
    .orderBy(asc(webhookEndpoints.id));
  return rows.map((row) => describeWebhook(row, ctx.clock()));
}
