import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

interface ShareRow extends Record<string, unknown> {
  workspaceId: string;
  share: number;
}

/** Of each workspace's bots that somebody holds, the part this process holds. */
export async function readPaceShares(
  db: Db,
  processId: string,
  workspaceIds: readonly string[],
): Promise<Map<string, number>> {
  if (workspaceIds.length === 0) return new Map();
  const { rows } = await db.execute<ShareRow>(sql`
    select h.workspace_id as "workspaceId",
      (count(*) filter (where h.process_id = ${processId}))::float8 / count(*) as share
    from bot_holders h
    where h.workspace_id in (select jsonb_array_elements_text(${JSON.stringify(workspaceIds)}::jsonb))
    group by h.workspace_id`);
  return new Map(rows.map(({ workspaceId, share }) => [workspaceId, share]));
}
