import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';

const dayMs = 86_400_000;
const daysAhead = 7;

/** The UTC day a body is filed under. */
export function bodyDay(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** Makes the day partitions of `update_bodies` from yesterday to a week ahead; safe to repeat. */
export async function ensureBodyPartitions(db: NodePgDatabase<Record<string, never>>, now: Date): Promise<void> {
  for (let offset = -1; offset <= daysAhead; offset += 1) {
    const from = bodyDay(new Date(now.getTime() + offset * dayMs));
    const to = bodyDay(new Date(now.getTime() + (offset + 1) * dayMs));
    const name = sql.identifier(`update_bodies_${from.replaceAll('-', '')}`);
    await db.execute(
      sql`create table if not exists ${name} partition of update_bodies for values from (${sql.raw(`'${from}'`)}) to (${sql.raw(`'${to}'`)})`,
    );
  }
}
