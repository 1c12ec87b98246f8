import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** A line as the ledger holds it. */
export interface LedgerEntry {
  id: number;
  debit: string;
  credit: string;
  amount: number;
  reason: string;
  tags: readonly string[];
  isScored: boolean;
  day: string;
  chatId: string | null;
  team: string | null;
}

/** The line that paid for something, by its key; null if nothing did. */
export async function readEntry({ db, workspaceId, botId }: Reader, key: string): Promise<LedgerEntry | null> {
  const result = await db.execute<Record<string, unknown>>(sql`
    select id, debit, credit, amount, reason, to_jsonb(tags) as tags, is_scored, day::text as day, chat_id, team
    from engagement_entries where workspace_id = ${workspaceId} and bot_id = ${botId} and key = ${key}`);
  const [row] = result.rows;
  if (!row) return null;
  return {
    id: Number(row.id),
    debit: String(row.debit),
    credit: String(row.credit),
    amount: Number(row.amount),
    reason: String(row.reason),
    tags: row.tags as string[],
    isScored: row.is_scored === true,
    day: String(row.day),
    chatId: row.chat_id === null ? null : String(row.chat_id),
    team: row.team === null ? null : String(row.team),
  };
}
