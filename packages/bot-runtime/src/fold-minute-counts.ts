import { setTimeout as sleep } from 'node:timers/promises';
import type { Queryable } from '@dovecote/db/client';
import { runPrepared } from '@dovecote/db/run-prepared';
import { sql } from 'drizzle-orm';
import { latencyFromBuckets, latencySum, updatesOf } from './latency-histogram';

/** Flushes wait while counts of many bots are added up: some at a time, with a break, nobody notices. */
const rowsMax = { minute_counts: 256, call_counts: 2 };
const breakMs = 20;
/** What others count meanwhile waits for the next fold, or this one might never end. */
const roundsMax = 100;

/**
 * Adds what flushes and callers counted to the bots' minutes, each count exactly once, whoever calls this and however
 * often; counts of a process that died are folded by any other. What a deleted bot left is dropped.
 */
export async function foldMinuteCounts(db: Queryable): Promise<void> {
  for (let round = 0; round < roundsMax; round += 1) {
    const [row] = await runPrepared<{ isMore: boolean }>(
      db,
      sql`
      with taken as (${take('minute_counts')}), taken_calls as (${take('call_counts')}), alike as materialized (
        select bot_id, minute, is_received, state, bucket, count(*)::int as updates, 0 as calls, 0 as errors
        from (
          select minute, is_received, state, unnest(bot_ids) as bot_id, unnest(buckets) as bucket from taken
        ) as update
        group by 1, 2, 3, 4, 5
        union all
        select unnest(bot_ids), minute, false, null, null, 0, unnest(calls), unnest(errors) from taken_calls
      ), folded as (
        insert into minute_stats
          (workspace_id, bot_id, minute, received, done, skipped, dead_lettered, calls, errors, latency)
        select b.workspace_id, s.bot_id, s.minute, s.received, s.done, s.skipped, s.dead_lettered, s.calls, s.errors,
          s.latency
        from (
          select bot_id, minute, ${updatesOf('is_received')} as received, ${updatesOf("state = 'done'")} as done,
            ${updatesOf("state = 'skipped'")} as skipped, ${updatesOf("state = 'dead_lettered'")} as dead_lettered,
            sum(calls) as calls, sum(errors) as errors, ${latencyFromBuckets} as latency
          from alike group by 1, 2
        ) as s
        cross join lateral (select workspace_id from bots where id = s.bot_id limit 1) as b
        order by 1, 2, 3
        on conflict (workspace_id, bot_id, minute) do update set
          received = minute_stats.received + excluded.received,
          done = minute_stats.done + excluded.done, skipped = minute_stats.skipped + excluded.skipped,
          dead_lettered = minute_stats.dead_lettered + excluded.dead_lettered,
          calls = minute_stats.calls + excluded.calls, errors = minute_stats.errors + excluded.errors,
          latency = ${latencySum}
      )
      select (select count(*) from taken) = ${sql.raw(String(rowsMax.minute_counts))}
        or (select count(*) from taken_calls) = ${sql.raw(String(rowsMax.call_counts))} as "isMore"`,
    );
    if (!row?.isMore) return;
    await sleep(breakMs);
  }
}

const take = (table: keyof typeof rowsMax) => sql`
  delete from ${sql.identifier(table)} where id = any(array(
    select id from ${sql.identifier(table)} order by id limit ${sql.raw(String(rowsMax[table]))} for update skip locked
  )) returning *`;
