import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import { type LedgerEntry, readEntry } from './read-entry';

/** What became of a line: the last of those that took it back or restored it, and whether it counts now. */
export interface Booking {
  last: LedgerEntry;
  isStanding: boolean;
}

/** Follows a line by its key through its reversals; null if there never was one. */
export async function readBooking(reader: Reader, key: string): Promise<Booking | null> {
  const { db, workspaceId, botId } = reader;
  const result = await db.execute<{ key: string; depth: number }>(sql`
    with recursive chain as (
      select id, key, 0 as depth from engagement_entries
      where workspace_id = ${workspaceId} and bot_id = ${botId} and key = ${key}
      union all
      select e.id, e.key, c.depth + 1 from engagement_entries e join chain c on e.reverses = c.id
      where e.workspace_id = ${workspaceId} and e.bot_id = ${botId}
    )
    select key, depth from chain order by depth desc limit 1`);
  const [row] = result.rows;
  const last = row ? await readEntry(reader, row.key) : null;
  return row && last ? { last, isStanding: row.depth % 2 === 0 } : null;
}
