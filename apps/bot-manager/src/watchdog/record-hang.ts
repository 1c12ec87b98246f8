import { latencyZeros } from '@dovecote/bot-runtime/latency-histogram';
import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

/** The third process an update takes with it is the last. */
const attemptsMax = 3;

/**
 * Counts one failed attempt of an update that kept its process busy until it was ended; the third one closes it as a
 * dead letter. Answers what became of it, or null if the journal has no such open update: it was handled on arrival.
 * Its bot is marked, so that the next arrivals are journalled before they are handled and can be counted.
 */
export async function recordHang(
  db: Db,
  update: { botId: string; updateId: string },
  blockedMs: number,
): Promise<'waiting' | 'dead_lettered' | null> {
  const reason = `kept the process busy for more than ${Math.round(blockedMs / 1_000)} seconds, ${attemptsMax} times`;
  const result = await db.execute<{ state: 'waiting' | 'dead_lettered' }>(sql`
    with failed as (
      update updates set attempts = attempts + 1,
        state = case when attempts + 1 >= ${attemptsMax} then 'dead_lettered' else state end,
        reason = case when attempts + 1 >= ${attemptsMax} then ${reason} else reason end,
        finished_at = case when attempts + 1 >= ${attemptsMax} then clock_timestamp() else finished_at end
      where bot_id = ${update.botId} and update_id = ${update.updateId} and state = 'waiting'
      returning workspace_id, bot_id, state
    ), marked as (
      update bot_holders set hung_at = clock_timestamp() where bot_id = ${update.botId}
    ), counted as (
      insert into minute_stats (workspace_id, bot_id, minute, dead_lettered, latency)
      select workspace_id, bot_id, date_trunc('minute', clock_timestamp()), 1, ${latencyZeros}
      from failed where state = 'dead_lettered'
      on conflict (workspace_id, bot_id, minute) do update set
        dead_lettered = minute_stats.dead_lettered + excluded.dead_lettered
    )
    select state from failed`);
  return result.rows[0]?.state ?? null;
}
