import { latencyBucketsMs } from '@dovecote/db/schema/minute-stats';
import { sql } from 'drizzle-orm';

const bucketCount = latencyBucketsMs.length + 1;

/** The 1-based bucket of a latency. */
export function latencyBucket(latencyMs: number): number {
  const index = latencyBucketsMs.findIndex((bound) => latencyMs <= bound);
  return index === -1 ? bucketCount : index + 1;
}

/** Builds a histogram from rows with a `bucket` column. */
export const latencyFromBuckets = sql.raw(
  `array[${Array.from({ length: bucketCount }, (_, index) => `(count(*) filter (where bucket = ${index + 1}))::int`).join(', ')}]`,
);

/** Adds the excluded histogram to the stored one. */
export const latencySum = sql.raw(
  'array(select a + b from unnest(minute_stats.latency, excluded.latency) as pair(a, b))',
);
