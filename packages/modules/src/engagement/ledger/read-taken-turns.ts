import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** Which of some turns a line of the ledger has taken. */
export async function readTakenTurns(
  { db, workspaceId, botId }: Reader,
  turns: readonly string[],
): Promise<ReadonlySet<string>> {
  const result = await db.execute<{ turn: string }>(sql`
    select turn from engagement_entries
    where workspace_id = ${workspaceId} and bot_id = ${botId}
      and turn in (select jsonb_array_elements_text(${JSON.stringify(turns)}::jsonb))`);
  return new Set(result.rows.map(({ turn }) => turn));
}
