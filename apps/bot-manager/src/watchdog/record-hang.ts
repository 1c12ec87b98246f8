import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';
import type { NotedUpdate } from './handling-note';

/** The third process an update takes with it is the last. */
const attemptsMax = 3;

/**
 * Marks the bots whose handlers had not ended: for a while their updates are journalled before they are handled, and
 * handled one at a time, so that the next hang has one culprit. If there was only one, its failed attempt is counted;
 * the third closes it as a dead letter. Answers what became of it, or null if nobody could be blamed: there were
 * several, or the journal has no such open update.
 */
export async function recordHang(
  db: Db,
  handling: readonly NotedUpdate[],
  cause: string,
): Promise<'waiting' | 'dead_lettered' | null> {
  const bots = handling.map((one) => one.botId);
  const [only] = handling;
  const culprit = handling.length === 1 && only ? only : { botId: '', updateId: '' };
  const reason = `${cause}, ${attemptsMax} times`;
  const result = await db.execute<{ state: 'waiting' | 'dead_lettered' }>(sql`
    with failed as (
      update updates set attempts = attempts + 1,
        state = case when attempts + 1 >= ${attemptsMax} then 'dead_lettered' else state end,
        reason = case when attempts + 1 >= ${attemptsMax} then ${reason} else reason end,
        finished_at = case when attempts + 1 >= ${attemptsMax} then clock_timestamp() else finished_at end
      where bot_id = ${culprit.botId} and update_id = ${culprit.updateId} and state = 'waiting'
      returning workspace_id, bot_id, state
    ), marked as (
      update bot_holders set hung_at = clock_timestamp() where bot_id = any(${sql.param(bots)}::text[])
    ), counted as (
      insert into minute_stats (workspace_id, bot_id, minute, dead_lettered)
      select workspace_id, bot_id, date_trunc('minute', clock_timestamp()), 1
      from failed where state = 'dead_lettered'
      on conflict (workspace_id, bot_id, minute) do update set
        dead_lettered = minute_stats.dead_lettered + excluded.dead_lettered
    )
    select state from failed`);
  return result.rows[0]?.state ?? null;
}
