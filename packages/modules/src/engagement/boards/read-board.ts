import { type SQL, sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import type { BoardPlace } from './board';

export interface BoardLine {
  personId: string;
  points: number;
  /** Sealed. */
  name: string | null;
  /** Ids of achievements. */
  unlocked: readonly string[];
}

type Row = { person_id: string; points: string; name: string | null; unlocked: (string | null)[] | null };

/**
 * The first people of a board, best first; those who hide or are banned are left out. Read from the index, however many
 * people there are.
 */
export async function readBoard(reader: Reader, place: BoardPlace, limit: number): Promise<BoardLine[]> {
  const result = await reader.db.execute<Row>(boardQuery(reader, place, limit));
  return result.rows.map(({ person_id, points, name, unlocked }) => ({
    personId: person_id,
    points: Number(points),
    name,
    unlocked: (unlocked ?? []).filter((id) => id !== null),
  }));
}

export function boardQuery(
  { workspaceId, botId }: Pick<Reader, 'workspaceId' | 'botId'>,
  { board, period }: BoardPlace,
  limit: number,
): SQL {
  return sql`
    select top.person_id, top.points, top.name, (
      select jsonb_agg(e.subject->>'achievement') from engagement_entries e
      where e.workspace_id = ${workspaceId} and e.bot_id = ${botId} and e.credit = top.holder
        and e.reason = 'achievement'
    ) as unlocked
    from (
      select s.holder, s.points, p.person_id, p.name
      ${shownOn({ workspaceId, botId }, { board, period })} and s.points > 0
      order by s.points desc nulls last, s.holder
      limit ${limit}
    ) as top
    order by top.points desc, top.holder`;
}

/** Scores `s` of a board with their people `p`, without those who hide or are banned. */
function shownOn({ workspaceId, botId }: Pick<Reader, 'workspaceId' | 'botId'>, { board, period }: BoardPlace): SQL {
  return sql`
    from engagement_scores s
    join engagement_people p on p.workspace_id = s.workspace_id and p.bot_id = s.bot_id
      and p.person_id = substr(s.holder, length('person:') + 1)
    where s.workspace_id = ${workspaceId} and s.bot_id = ${botId} and s.board = ${board} and s.period = ${period}
      and s.board not like 'did:%' and p.is_hidden is not true and p.banned_at is null`;
}

/** A person's points on a board and their rank among those shown there, 1 for the best, shared by equals; null without points. */
export async function readRank(
  { db, workspaceId, botId }: Reader,
  { board, period }: BoardPlace,
  personId: string,
): Promise<{ rank: number; points: number } | null> {
  const result = await db.execute<{ points: string; better: string }>(sql`
    select own.points, (
      select count(*) ${shownOn({ workspaceId, botId }, { board, period })} and s.points > own.points
    ) as better
    from engagement_scores own
    where own.workspace_id = ${workspaceId} and own.bot_id = ${botId} and own.holder = ${`person:${personId}`}
      and own.period = ${period} and own.board = ${board} and own.points > 0`);
  const [row] = result.rows;
  return row ? { rank: Number(row.better) + 1, points: Number(row.points) } : null;
}

/** Points of all teams of a season, best first. */
export async function readTeams(
  { db, workspaceId, botId }: Reader,
  season: string,
): Promise<{ teamId: string; points: number }[]> {
  const result = await db.execute<{ holder: string; points: string }>(sql`
    select holder, points from engagement_scores
    where workspace_id = ${workspaceId} and bot_id = ${botId} and board = 'teams' and period = ${`season:${season}`}
      and board not like 'did:%'
    order by points desc nulls last, holder`);
  return result.rows.map(({ holder, points }) => ({ teamId: holder.slice('team:'.length), points: Number(points) }));
}
