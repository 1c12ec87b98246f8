import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** How many pieces of each limited reward were taken, by the reward's id. */
export async function countTaken({ db, workspaceId, botId }: Reader): Promise<ReadonlyMap<string, number>> {
  const result = await db.execute<{ reward: string; taken: string }>(sql`
    select split_part(slot, '#', 1) as reward, count(*) as taken from engagement_entries
    where workspace_id = ${workspaceId} and bot_id = ${botId} and slot is not null
    group by 1`);
  return new Map(result.rows.map(({ reward, taken }) => [reward, Number(taken)]));
}
