import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** A reward of which there are so many. */
export interface Limited {
  id: string;
  stock?: number | undefined;
}

/**
 * How many pieces of each limited reward were taken, by the reward's id; never more than there are. Pieces are taken in
 * their order and stay taken, so the last one is found by halves: few looks into the index, however many were taken.
 */
export async function countTaken(
  { db, workspaceId, botId }: Reader,
  rewards: readonly Limited[],
): Promise<ReadonlyMap<string, number>> {
  const stocks = rewards.flatMap(({ id, stock }) => (stock === undefined ? [] : [{ id, stock }]));
  if (stocks.length === 0) return new Map();
  const result = await db.execute<{ id: string; taken: number }>(sql`
    with recursive search as (
      select id, 0 as low, stock as high from jsonb_to_recordset(${JSON.stringify(stocks)}::jsonb) as r(id text, stock int)
      union all
      select id, case when is_taken then middle else low end, case when is_taken then high else middle - 1 end
      from search, lateral (select (low + high + 1) / 2 as middle) as half, lateral (
        select exists (
          select from engagement_entries e
          where e.workspace_id = ${workspaceId} and e.bot_id = ${botId} and e.slot = search.id || '#' || middle
        ) as is_taken
      ) as look
      where low < high
    )
    select id, low as taken from search where low = high`);
  return new Map(result.rows.map(({ id, taken }) => [id, Number(taken)]));
}
