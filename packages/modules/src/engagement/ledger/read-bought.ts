import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** Ids of the rewards a person paid for, each once; those that were taken back are left out. */
export async function readBought({ db, workspaceId, botId }: Reader, personId: string): Promise<ReadonlySet<string>> {
  const result = await db.execute<{ reward: string }>(sql`
    select distinct e.subject->>'reward' as reward from engagement_entries e
    where e.workspace_id = ${workspaceId} and e.bot_id = ${botId} and e.debit like 'person:%'
      and e.debit = ${`person:${personId}`} and e.reason = 'reward' and e.subject ? 'reward'
      and not exists (
        select from engagement_entries r
        where r.workspace_id = e.workspace_id and r.bot_id = e.bot_id and r.reverses = e.id
          and not exists (
            select from engagement_entries again
            where again.workspace_id = r.workspace_id and again.bot_id = r.bot_id and again.reverses = r.id
          )
      )`);
  return new Set(result.rows.map(({ reward }) => reward));
}
