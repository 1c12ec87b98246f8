import type { Queryable } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

/** Tells dashboards, after the commit, that these bots of a workspace look different now. */
export async function notifyDashboards(tx: Queryable, workspaceId: string, botIds: readonly string[]): Promise<void> {
  const payload = JSON.stringify({ workspaceId, botIds: botIds.slice(0, 100) });
  await tx.execute(sql`select pg_notify('dovecote_live', ${payload})`);
}

/** Tells the open pages of a person, after the commit, that sessions of theirs ended. */
export async function notifySessionsEnded(tx: Queryable, userId: string): Promise<void> {
  const payload = JSON.stringify({ workspaceId: '', botIds: [], endedUserId: userId });
  await tx.execute(sql`select pg_notify('dovecote_live', ${payload})`);
}

/** Tells bot-managers and dashboards, after the commit, that a bot changed; its `revision` must have grown. */
export async function notifyBotChanged(tx: Queryable, workspaceId: string, botId: string): Promise<void> {
  await tx.execute(sql`select pg_notify('dovecote_bots', ${botId})`);
  await notifyDashboards(tx, workspaceId, [botId]);
}

/** Tells the holders of these bots, after the commit, that updates wait which they did not journal themselves. */
export async function notifyUpdatesWait(tx: Queryable, botIds: readonly string[]): Promise<void> {
  const payload = JSON.stringify({ botIds: botIds.slice(0, 100) });
  await tx.execute(sql`select pg_notify('dovecote_updates', ${payload})`);
}

/** Tells the bot's holder and dashboards, after the commit, that one of its broadcasts began or changed. */
export async function notifyBroadcastChanged(tx: Queryable, workspaceId: string, botId: string): Promise<void> {
  await tx.execute(sql`select pg_notify('dovecote_broadcasts', ${botId})`);
  await notifyDashboards(tx, workspaceId, [botId]);
}
