import { isRunnable } from '@dovecote/bot-runtime/claim-fence';
import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

export interface ShareDigest {
  count: number;
  revisions: number;
}

/** How many wanted bots the process holds, and the sum of their revisions: it changes with each of them. */
export async function readShareDigest(db: Db, processId: string): Promise<ShareDigest> {
  const result = await db.execute<{ count: string; revisions: string }>(sql`
    select count(*) as count, coalesce(sum(b.revision), 0) as revisions
    from bot_holders h join bots b on b.workspace_id = h.workspace_id and b.id = h.bot_id
    where h.process_id = ${processId} and ${isRunnable}`);
  const [row] = result.rows;
  return { count: Number(row?.count), revisions: Number(row?.revisions) };
}

export interface ShareRow extends Record<string, unknown> {
  id: string;
  revision: number;
  isWanted: boolean;
}

/** Every bot the process holds. */
export async function readShare(db: Db, processId: string): Promise<ShareRow[]> {
  const result = await db.execute<ShareRow>(sql`
    select b.id, b.revision, ${isRunnable} as "isWanted"
    from bot_holders h join bots b on b.workspace_id = h.workspace_id and b.id = h.bot_id
    where h.process_id = ${processId}`);
  return result.rows;
}

/** Bots whose holder is among those that went, wanted or not: every process asks, so it must be cheap. */
export async function findOrphansOf(db: Db, goneIds: readonly string[]): Promise<string[]> {
  const result = await db.execute<{ id: string }>(sql`
    select bot_id as id from bot_holders
    where process_id in (select jsonb_array_elements_text(${JSON.stringify(goneIds)}::jsonb))`);
  return result.rows.map((row) => row.id);
}

/** Those of the bots that are wanted; bots with waiting updates first. */
export async function sortByNeed(db: Db, botIds: readonly string[]): Promise<string[]> {
  const result = await db.execute<{ id: string }>(sql`
    select b.id from bots b
    where b.id in (select jsonb_array_elements_text(${JSON.stringify(botIds)}::jsonb)) and ${isRunnable}
    order by exists (select from updates u where u.bot_id = b.id and u.state = 'waiting') desc`);
  return result.rows.map((row) => row.id);
}

/** Wanted bots without a holder, in the whole fleet. One whose lease ran out may be back: after an outage all have. */
export async function findUnheld(db: Db): Promise<string[]> {
  const result = await db.execute<{ id: string }>(sql`
    select b.id from bots b
    left join bot_holders h on h.bot_id = b.id
    left join processes p on p.id = h.process_id
    where p.id is null and ${isRunnable}`);
  return result.rows.map((row) => row.id);
}

/** Bots that rest while a webhook of ours may still be set: Telegram failed when they stopped, or nobody held them. */
export async function findLeftWebhooks(db: Db): Promise<string[]> {
  const result = await db.execute<{ id: string }>(sql`
    select b.id from bots b
    where b.transport = 'webhook' and b.webhook_set_url <> 'none' and b.status <> 'token_revoked' and not ${isRunnable}`);
  return result.rows.map((row) => row.id);
}
