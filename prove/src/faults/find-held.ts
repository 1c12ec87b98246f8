import type { Db } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

/** The bots each registered manager holds, by the port it listens on. */
export async function findHeld(db: Db): Promise<Map<number, string[]>> {
  const result = await db.execute<{ address: string; bots: string[] }>(sql`
    select p.address, array_agg(h.bot_id) as bots from processes p join bot_holders h on h.process_id = p.id
    where p.address is not null and p.draining_at is null group by p.address`);
  return new Map(result.rows.map((row) => [Number(new URL(row.address).port), row.bots]));
}
