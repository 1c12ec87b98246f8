import type { Queryable } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';
import type { BotTotals } from './bot-view';
import type { BotRow } from './describe-bots';

export interface BotSums extends BotTotals {
  /** How long the first in line has waited; null when nothing waits. */
  oldestWaitMs: number | null;
  /** Of the bot's latest closed updates, up to five: how many there are, how many failed, the fewest tries of one. */
  latestClosed: number;
  latestFailed: number;
  latestTries: number;
  /** Start of the minute since which no update was handled well, in Unix milliseconds; null unless the latest all failed. */
  failingSinceMs: number | null;
  /** Calls without a receipt and the age of the oldest, of a bot whose manager has something to say about it. */
  unsent: number;
  oldestUnsentMs: number | null;
  /** Updates a minute that the plan allows all bots of the workspace, and what those had done of it; null: no bound. */
  planPerMinute: number | null;
  planDone: number;
}

export const noSums: BotSums = {
  received: 0,
  done: 0,
  skipped: 0,
  deadLettered: 0,
  waiting: 0,
  calls: 0,
  errors: 0,
  ambiguous: 0,
  oldestWaitMs: null,
  latestClosed: 0,
  latestFailed: 0,
  latestTries: 0,
  failingSinceMs: null,
  unsent: 0,
  oldestUnsentMs: null,
  planPerMinute: null,
  planDone: 0,
};

const latestMax = 5;

/** What is counted and what is open, in one statement so that the sums fit together. */
export async function readBotSums(db: Queryable, rows: readonly BotRow[]): Promise<Map<string, BotSums>> {
  if (rows.length === 0) return new Map();
  const keys = sql.join(
    rows.map((row) => sql`(${row.workspaceId}, ${row.id})`),
    sql`, `,
  );
  const found = await db.execute<BotSums & Record<'id', string> & Record<string, unknown>>(sql`
    with sums as materialized (
      select bot_id, sum(received) as received, sum(done) as done, sum(skipped) as skipped,
        sum(dead_lettered) as dead_lettered, sum(calls) as calls, sum(errors) as errors
      from counted_totals where (workspace_id, bot_id) in (${keys}) group by bot_id
    )
    select b.id,
      coalesce(s.received, 0)::float8 as received,
      coalesce(s.done, 0)::float8 as done,
      coalesce(s.skipped, 0)::float8 as skipped,
      coalesce(s.dead_lettered, 0)::float8 as "deadLettered",
      coalesce(s.calls, 0)::float8 as calls,
      coalesce(s.errors, 0)::float8 as errors,
      (select count(*) from updates u where u.bot_id = b.id and u.state = 'waiting')::float8 as waiting,
      w.oldest_ms::float8 as "oldestWaitMs",
      (select count(*) from outbox o
        where o.workspace_id = b.workspace_id and o.bot_id = b.id and o.is_ambiguous)::float8 as ambiguous,
      coalesce(f.closed, 0)::float8 as "latestClosed",
      coalesce(f.failed, 0)::float8 as "latestFailed",
      coalesce(f.tries, 0)::float8 as "latestTries",
      case when f.failed > 0 and f.failed = f.closed then (
        select extract(epoch from coalesce(max(m.minute) filter (where m.done + m.skipped > 0),
          min(m.minute) filter (where m.dead_lettered > 0))) * 1000
        from counted_minutes m where m.workspace_id = b.workspace_id and m.bot_id = b.id
      ) end::float8 as "failingSinceMs",
      coalesce(o.unsent, 0)::float8 as unsent,
      o.oldest_ms::float8 as "oldestUnsentMs",
      p.updates_per_minute_max::float8 as "planPerMinute",
      case when b.status = 'running' and p.updates_per_minute_max is not null and w.oldest_ms is not null then coalesce((
        select sum(m.done + m.skipped + m.dead_lettered) from counted_minutes m
        where m.workspace_id = b.workspace_id and m.minute >= date_trunc('minute', clock_timestamp()) - interval '1 minute'
      ), 0) else 0 end::float8 as "planDone"
    from bots b
    left join sums s on s.bot_id = b.id
    left join lateral (
      select count(*) as closed, count(*) filter (where state = 'dead_lettered') as failed, min(attempts) as tries
      from (
        select u.state, u.attempts from updates u
        where u.workspace_id = b.workspace_id and u.bot_id = b.id and u.state <> 'waiting'
        order by u.seq desc limit ${latestMax}
      ) latest
    ) f on b.status = 'running'
    left join lateral (
      select count(*) as unsent, greatest(0, extract(epoch from clock_timestamp() - min(created_at)) * 1000) as oldest_ms
      from outbox where workspace_id = b.workspace_id and bot_id = b.id and sent_at is null
        and id > coalesce((select calls_closed_to from bot_holders h where h.bot_id = b.id), 0)
        and state in ('queued', 'sending', 'inline')
    ) o on b.status_cause is not null
    left join lateral (
      select greatest(0, extract(epoch from clock_timestamp() - u.received_at) * 1000) as oldest_ms from updates u
      where u.bot_id = b.id and u.state = 'waiting' order by u.seq limit 1
    ) w on true
    join workspaces owner on owner.id = b.workspace_id
    join plans p on p.id = owner.plan_id
    where (b.workspace_id, b.id) in (${keys})`);
  return new Map(found.rows.map(({ id, ...sums }) => [id, sums]));
}
