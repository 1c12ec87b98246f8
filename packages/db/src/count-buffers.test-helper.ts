import { type SQLWrapper, sql } from 'drizzle-orm';
import type { Db } from './client';

/** How many pages of tables and indexes Postgres looks at to answer the query, in memory or on disk. */
export async function countBuffers(db: Db, query: SQLWrapper): Promise<number> {
  const result = await db.execute<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
    sql`explain (analyze, buffers, format json) ${query}`,
  );
  const plan = result.rows[0]?.['QUERY PLAN'][0].Plan ?? {};
  return (plan['Shared Hit Blocks'] ?? Number.NaN) + (plan['Shared Read Blocks'] ?? Number.NaN);
}
