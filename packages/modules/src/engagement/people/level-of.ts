type Levels = readonly { points: number }[];

/** 1 for a beginner; one more for each level whose points were reached. */
export function levelOf(earned: number, levels: Levels): number {
  return 1 + levels.filter(({ points }) => earned >= points).length;
}

/** Points still missing to the next level; null at the top. */
export function pointsToNextLevel(earned: number, levels: Levels): number | null {
  const next = levels.find(({ points }) => earned < points);
  return next === undefined ? null : next.points - earned;
}
