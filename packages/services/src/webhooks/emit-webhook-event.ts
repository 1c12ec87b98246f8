import type { Queryable } from '@dovecote/db/client';
import type { WebhookEventType } from '@dovecote/db/schema/webhooks';
import { sql } from 'drizzle-orm';
import type { ServiceContext } from '../service-context';

/** What happened, in ids and states: never a secret, and never what a person wrote. */
export interface WebhookEventInput {
  workspaceId: string;
  type: WebhookEventType;
  data: Record<string, unknown>;
}

/**
 * Writes an event within the caller's transaction, if any endpoint of the workspace wants to hear of it: what commits
 * will be told, what rolls back never. Statements of the runtime call the same function of the database.
 */
export async function emitWebhookEvent(
  tx: Queryable,
  ctx: Pick<ServiceContext, 'clock'>,
  { workspaceId, type, data }: WebhookEventInput,
): Promise<void> {
  await tx.execute(sql`
    select emit_webhook_event(${workspaceId}, ${type}, ${JSON.stringify(data)}::jsonb, ${ctx.clock().toISOString()}::timestamptz)`);
}
