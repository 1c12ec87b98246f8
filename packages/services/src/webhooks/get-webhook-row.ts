import type { Queryable } from '@dovecote/db/client';
import { webhookEndpoints } from '@dovecote/db/schema/webhooks';
import { AppError } from '@dovecote/errors/app-error';
import { and, eq } from 'drizzle-orm';
import { isId } from '../is-id';
import type { WebhookRow } from './webhook-view';

/** An endpoint of the workspace, held against other changes until the transaction ends. */
export async function lockWebhook(tx: Queryable, workspaceId: string, webhookId: string): Promise<WebhookRow> {
  const [row] = isId(webhookId) ? await query(tx, workspaceId, webhookId).for('no key update') : [];
  if (row === undefined) throw webhookNotFound();
  return row;
}

/** @throws AppError `NOT_FOUND`, for another workspace's endpoint as for one that never was. */
export async function getWebhookRow(db: Queryable, workspaceId: string, webhookId: string): Promise<WebhookRow> {
  const [row] = isId(webhookId) ? await query(db, workspaceId, webhookId) : [];
  if (row === undefined) throw webhookNotFound();
  return row;
}

export function webhookNotFound(): AppError {
  return new AppError('NOT_FOUND', 'There is no such webhook.');
}

function query(db: Queryable, workspaceId: string, webhookId: string) {
  return db
    .select()
    .from(webhookEndpoints)
    .where(isWebhook({ workspaceId, id: webhookId }));
}

export function isWebhook({ workspaceId, id }: { workspaceId: string; id: string }) {
  return and(eq(webhookEndpoints.workspaceId, workspaceId), eq(webhookEndpoints.id, id));
}
