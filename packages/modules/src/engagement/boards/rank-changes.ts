import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import type { BoardPlace } from './board';

/** Places won since then, below zero for places lost; null for who did not stand among the first then. */
export interface RankChange {
  hour: number | null;
  day: number | null;
}

const hourMs = 3_600_000;
/** Places are noted every hour: the nearest note is at most half an hour off. */
const nearestMs = hourMs / 2;

/** The same lines, best first, with their ranks; equals share one. */
export function ranked<Line extends { points: number }>(lines: readonly Line[]): (Line & { rank: number })[] {
  return lines.map((line) => ({ ...line, rank: 1 + lines.filter(({ points }) => points > line.points).length }));
}

/** How the holders' ranks on a board changed since about an hour and since about a day ago. */
export async function readRankChanges(
  { db, workspaceId, botId }: Reader,
  { board, period }: BoardPlace,
  lines: readonly { holder: string; rank: number }[],
  now: Date,
): Promise<ReadonlyMap<string, RankChange>> {
  const before = (ms: number) => new Date(now.getTime() - ms + nearestMs).toISOString();
  const ofBoard = sql`r.workspace_id = ${workspaceId} and r.bot_id = ${botId} and r.board = ${board}
    and r.period = ${period}`;
  // A board where nothing moved is not noted again: the last note before a moment is what it was like then.
  const rankAt = (at: string) => sql`(select r.rank from engagement_ranks r
    where ${ofBoard} and r.holder = now.holder and r.hour = (
      select max(r.hour) from engagement_ranks r where ${ofBoard} and r.hour <= ${at}::timestamptz
    ))`;
  const result = await db.execute<{ holder: string; hour: number | null; day: number | null }>(sql`
    select holder, day - rank as day, hour - rank as hour
    from (
      select now.holder, now.rank, ${rankAt(before(hourMs))} as hour, ${rankAt(before(24 * hourMs))} as day
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as now(holder text, rank int)
    ) as now`);
  return new Map(result.rows.map(({ holder, hour, day }) => [holder, { hour, day }]));
}
