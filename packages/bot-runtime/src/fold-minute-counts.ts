import type { Queryable } from '@dovecote/db/client';
import { runPrepared } from '@dovecote/db/run-prepared';
import { sql } from 'drizzle-orm';
import { latencyFromBuckets, latencySum, updatesOf } from './latency-histogram';

const rowsMax = 256;

/**
 * Adds what flushes counted to the bots' minutes, each count exactly once, whoever calls this and however often; counts
 * of a process that died are folded by any other. What a deleted bot left is dropped.
 */
export async function foldMinuteCounts(db: Queryable): Promise<void> {
  for (let taken = rowsMax; taken === rowsMax; ) {
    const [row] = await runPrepared<{ taken: number }>(
      db,
      sql`
      with taken as (
        delete from minute_counts where id in (
          select id from minute_counts order by id limit ${sql.raw(String(rowsMax))} for update skip locked
        ) returning *
      ), alike as materialized (
        select e.bot_id, t.minute, e.is_received, e.state, e.bucket, count(*) as updates
        from taken t
        cross join lateral unnest(t.bot_ids, t.is_received, t.states, t.buckets)
          as e(bot_id, is_received, state, bucket)
        group by 1, 2, 3, 4, 5
      ), folded as (
        insert into minute_stats (workspace_id, bot_id, minute, received, done, skipped, dead_lettered, latency)
        select b.workspace_id, s.bot_id, s.minute, s.received, s.done, s.skipped, s.dead_lettered, s.latency
        from (
          select bot_id, minute, ${updatesOf('is_received')} as received, ${updatesOf("state = 'done'")} as done,
            ${updatesOf("state = 'skipped'")} as skipped, ${updatesOf("state = 'dead_lettered'")} as dead_lettered,
            ${latencyFromBuckets} as latency
          from alike group by 1, 2
        ) as s
        cross join lateral (select workspace_id from bots where id = s.bot_id limit 1) as b
        order by 1, 2, 3
        on conflict (workspace_id, bot_id, minute) do update set
          received = minute_stats.received + excluded.received,
          done = minute_stats.done + excluded.done, skipped = minute_stats.skipped + excluded.skipped,
          dead_lettered = minute_stats.dead_lettered + excluded.dead_lettered, latency = ${latencySum}
      )
      select count(*)::int as taken from taken`,
    );
    taken = row?.taken ?? 0;
  }
}
