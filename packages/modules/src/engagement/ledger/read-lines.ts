import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';

/** One line of somebody's account, seen from it: positive when it brought points. */
export interface ShownLine {
  points: number;
  reason: string;
  subject: Record<string, string | number>;
  at: Date;
}

export interface LedgerLine extends ShownLine {
  id: number;
}

type Row = {
  id: string;
  points: string;
  reason: string;
  subject: LedgerLine['subject'];

  at: Date | string;
};

/** The lines of an account such as `person:1001`, newest first; those before an id where one is given. */
export async function readLines(
  { db, workspaceId, botId }: Reader,
  account: string,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<LedgerLine[]> {
  const older = before === undefined ? sql`` : sql`and id < ${before}`;
  const side = (column: 'credit' | 'debit', points: string) => sql`
    (select id, ${sql.raw(points)} as points, reason, subject, at from engagement_entries
    where workspace_id = ${workspaceId} and bot_id = ${botId} and ${sql.raw(`${column} like 'person:%'`)}
      and ${sql.raw(column)} = ${account} ${older}
    order by id desc limit ${limit})`;
  const result = await db.execute<Row>(sql`
    select * from (${side('credit', 'amount')} union all ${side('debit', '-amount')}) as sides
    order by id desc limit ${limit}`);
  return result.rows.map((row) => ({
    ...row,
    id: Number(row.id),
    points: Number(row.points),
    at: new Date(row.at),
  }));
}
