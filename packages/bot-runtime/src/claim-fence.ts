import { type SQL, sql } from 'drizzle-orm';

/**
 * This process's lease, while it runs on database time. The lock keeps others from burying the process, and so from
 * taking its bots, until the statement has ended. `processId` is a value or a placeholder.
 */
export function leaseOf(processId: unknown): SQL {
  return sql`select id from processes where id = ${processId} and expires_at > clock_timestamp() for key share`;
}

/** Whether the bot `b` shall run: its owner wants it, and no admin has suspended it. */
const isWanted = "b.desired_state = 'running' and b.suspended_at is null";

/** Whether a process has work with the bot `b`: it shall run, and Telegram takes its token. */
export const isRunnable = sql.raw(`(${isWanted} and b.status <> 'token_revoked')`);

/**
 * Keeps of the rows `g` (workspace_id, bot_id, epoch) those whose bot this process holds at that epoch and whose bot is
 * wanted. Stands behind `from ... g`, in a statement with the lease as `lease`.
 */
export const heldAndWanted = sql.raw(`
        cross join lateral (
          select from bot_holders h where h.bot_id = g.bot_id and h.epoch = g.epoch
            and h.process_id = (select id from lease) limit 1
        ) as holder
        cross join lateral (
          select from bots b where b.id = g.bot_id and b.workspace_id = g.workspace_id
            and ${isWanted} limit 1
        ) as wanted`);
