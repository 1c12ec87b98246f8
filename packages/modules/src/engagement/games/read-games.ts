import { type GameStatus, gameStatuses } from '@dovecote/db/schema/engagement';
import { sql } from 'drizzle-orm';
import type { Reader } from '../../kit/module-context';
import { type Difficulty, difficulties, type GameKind, gameKinds } from './game-kinds';

export interface StoredGame {
  id: string;
  personId: string;
  day: string;
  kind: GameKind;
  difficulty: Difficulty;
  seed: string;
  state: { board: unknown; times: number[] };
  step: number;
  status: GameStatus;
  /** 0 to 1,000. */
  score: number;
  startedAt: Date;
  lastAt: Date;
  duelOf: string | null;
}

type Row = Record<string, unknown>;

/** A game of this bot, whoever plays it; null if there is none. */
export async function readGame({ db, workspaceId, botId }: Reader, id: string): Promise<StoredGame | null> {
  const result = await db.execute<Row>(sql`
    select id, person_id, day::text as day, kind, difficulty, seed, state, step, status, score, started_at, last_at,
      duel_of
    from engagement_games where workspace_id = ${workspaceId} and bot_id = ${botId} and id = ${id}`);
  const [row] = result.rows;
  return row ? gameOf(row) : null;
}

/** A person's games of a day, newest first. */
export async function readGamesOfDay(
  { db, workspaceId, botId }: Reader,
  personId: string,
  day: string,
): Promise<StoredGame[]> {
  const result = await db.execute<Row>(sql`
    select id, person_id, day::text as day, kind, difficulty, seed, state, step, status, score, started_at, last_at,
      duel_of
    from engagement_games
    where workspace_id = ${workspaceId} and bot_id = ${botId} and person_id = ${personId} and day = ${day}::date
    order by started_at desc`);
  return result.rows.map(gameOf);
}

/** Whether a person took up a duel against a game, on whatever day. */
export async function hasTriedDuel(
  { db, workspaceId, botId }: Reader,
  personId: string,
  duelOf: string,
): Promise<boolean> {
  const result = await db.execute(sql`
    select from engagement_games
    where workspace_id = ${workspaceId} and bot_id = ${botId} and person_id = ${personId} and duel_of = ${duelOf}
    limit 1`);
  return result.rows.length > 0;
}

function gameOf(row: Row): StoredGame {
  const among = <Choice extends string>(choices: readonly Choice[], value: unknown, standard: Choice): Choice =>
    choices.find((choice) => choice === value) ?? standard;
  return {
    id: String(row.id),
    personId: String(row.person_id),
    day: String(row.day),
    kind: among(gameKinds, row.kind, 'target'),
    difficulty: among(difficulties, row.difficulty, 'normal'),
    seed: String(row.seed),
    state: row.state as StoredGame['state'],
    step: Number(row.step),
    status: among(gameStatuses, row.status, 'expired'),
    score: Number(row.score),
    startedAt: new Date(row.started_at as string),
    lastAt: new Date(row.last_at as string),
    duelOf: row.duel_of === null ? null : String(row.duel_of),
  };
}
