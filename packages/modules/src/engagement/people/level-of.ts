/** 1 for a beginner; one more for each threshold reached. */
export function levelOf(earned: number, thresholds: readonly number[]): number {
  return 1 + thresholds.filter((threshold) => earned >= threshold).length;
}

/** Points still missing to the next level; null at the top. */
export function pointsToNextLevel(earned: number, thresholds: readonly number[]): number | null {
  const next = thresholds.find((threshold) => earned < threshold);
  return next === undefined ? null : next - earned;
}
