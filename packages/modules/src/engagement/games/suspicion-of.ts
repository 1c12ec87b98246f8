export type SuspicionReason = 'too_fast' | 'too_regular' | 'repetitive';

export interface Suspicion {
  /** What it adds to the abuse score; below zero for play like a person's. */
  score: number;
  /** The strongest one. */
  reason: SuspicionReason | null;
}

/** People need longer to see, decide and move. */
const medianMsMin = 250;
/** Spread of a person's times, as a share of their mean, is several times this. */
const spreadMin = 0.08;
const timesMin = 4;
const pausesMin = 4;
/** Between two games a person reads the score. */
const pauseMsMin = 1_200;

/**
 * How much a game looks like a program's: by its response times, and by the pauses since the games before it. Both in
 * milliseconds, by the server's clock.
 */
export function suspicionOf(times: readonly number[], pauses: readonly number[]): Suspicion {
  if (times.length >= timesMin && medianOf(times) < medianMsMin) return { score: 40, reason: 'too_fast' };
  if (times.length >= timesMin && spreadOf(times) < spreadMin) return { score: 30, reason: 'too_regular' };
  const isRepetitive = pauses.length >= pausesMin && (medianOf(pauses) < pauseMsMin || spreadOf(pauses) < spreadMin);
  if (isRepetitive) return { score: 20, reason: 'repetitive' };
  return { score: -10, reason: null };
}

function medianOf(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function spreadOf(numbers: readonly number[]): number {
  const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
  const variance = numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / numbers.length;
  return mean === 0 ? 0 : Math.sqrt(variance) / mean;
}
