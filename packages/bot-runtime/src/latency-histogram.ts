import { latencyBucketsMs } from '@dovecote/db/schema/minute-stats';
import { type SQL, sql } from 'drizzle-orm';

const bucketCount = latencyBucketsMs.length + 1;

/** The 1-based bucket of a latency. */
export function latencyBucket(latencyMs: number): number {
  const index = latencyBucketsMs.findIndex((bound) => latencyMs <= bound);
  return index === -1 ? bucketCount : index + 1;
}

/** Of rows that stand for `updates` alike, how many those are in which the condition holds. */
export const updatesOf = (condition: string): SQL =>
  sql.raw(`coalesce(sum(updates) filter (where ${condition}), 0)::bigint`);

/** Builds a histogram from such rows with a `bucket` column. */
export const latencyFromBuckets = sql`array[${sql.join(
  Array.from({ length: bucketCount }, (_, index) => updatesOf(`bucket = ${index + 1}`)),
  sql`, `,
)}]::int[]`;

/** Adds the excluded histogram to the stored one. */
export const latencySum = sql.raw(
  'array(select a + b from unnest(minute_stats.latency, excluded.latency) as pair(a, b))',
);
