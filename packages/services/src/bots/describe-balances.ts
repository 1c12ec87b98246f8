import type { Queryable } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

/** The journals of all bots together, in one snapshot. */
export interface PlatformBalance {
  received: number;
  done: number;
  skipped: number;
  deadLettered: number;
  waiting: number;
  /** Zero when nothing waits. */
  oldestWaitMs: number;
}

/** Sums the journals of all bots. It reads a row of each, so ask seldom. */
export async function describeBalances(db: Queryable): Promise<PlatformBalance> {
  const result = await db.execute<PlatformBalance & Record<string, unknown>>(sql`
    select coalesce(sum(m.received), 0)::float8 as received, coalesce(sum(m.done), 0)::float8 as done,
      coalesce(sum(m.skipped), 0)::float8 as skipped, coalesce(sum(m.dead_lettered), 0)::float8 as "deadLettered",
      (select count(*) from updates where state = 'waiting')::float8 as waiting,
      (select coalesce(greatest(0, extract(epoch from clock_timestamp() - min(received_at)) * 1000), 0)
        from updates where state = 'waiting')::float8 as "oldestWaitMs"
    from counted_totals m`);
  const [row] = result.rows;
  if (row === undefined) throw new Error('an aggregate answers one row');
  return row;
}
