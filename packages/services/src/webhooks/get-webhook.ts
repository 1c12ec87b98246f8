import { authoriseMember } from '../policies/authorise';
import type { ServiceContext } from '../service-context';
import { getWebhookRow } from './get-webhook-row';
import { describeWebhook, type WebhookView } from './webhook-view';

export async function getWebhook(ctx: ServiceContext, webhookId: string): Promise<WebhookView> {
  const { id: workspaceId } = authoriseMember(ctx, 'webhooks.manage');
  return describeWebhook(await getWebhookRow(ctx.db, workspaceId, webhookId), ctx.clock());
}
