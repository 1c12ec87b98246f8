import { latencyBucketsMs } from '@dovecote/db/schema/minute-stats';

/**
 * A percentile of a latency histogram in milliseconds, interpolated within its bucket; null when nothing was counted. In
 * the open last bucket it is that bucket's lower bound.
 */
export function latencyPercentile(histogram: readonly number[], fraction: number): number | null {
  const total = histogram.reduce((sum, bucketCount) => sum + bucketCount, 0);
  if (total === 0) return null;
  const rank = fraction * total;
  let below = 0;
  for (const [index, bucketCount] of histogram.entries()) {
    const lower = latencyBucketsMs[index - 1] ?? 0;
    const upper = latencyBucketsMs[index];
    if (bucketCount > 0 && below + bucketCount >= rank) {
      if (upper === undefined) return lower;
      return Math.round((lower + ((rank - below) / bucketCount) * (upper - lower)) * 10) / 10;
    }
    below += bucketCount;
  }
  return latencyBucketsMs.at(-1) ?? null;
}
