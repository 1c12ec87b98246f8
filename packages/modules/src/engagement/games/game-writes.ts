import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';

export interface GameRow {
  id: string;
  person_id: string;
  day: string;
  kind: string;
  difficulty: string;
  seed: string;
  state: Record<string, unknown>;
  step: number;
  status: string;
  score: number;
  started_at: string;
  last_at: string;
  duel_of: string | null;
  /** Of the last step only. */
  pays: string | null;
}

const columns = {
  id: 'text',
  person_id: 'text',
  day: 'text',
  kind: 'text',
  difficulty: 'text',
  seed: 'text',
  state: 'jsonb',
  step: 'integer',
  status: 'text',
  score: 'integer',
  started_at: 'timestamptz',
  last_at: 'timestamptz',
  duel_of: 'text',
  pays: 'text',
} as const;

/**
 * Begins a game. Another game of the same id fails the statement as a conflict, so that its update is handled anew: of
 * two that a person begins at once, one would not have counted.
 */
export const gameBegin = defineWrite<GameRow>({
  id: 'engagement.games.begin',
  columns,
  statement: (source) => sql`
    insert into engagement_games (workspace_id, bot_id, id, person_id, day, kind, difficulty, seed, state, step, status,
      score, started_at, last_at, duel_of)
    select distinct on (workspace_id, bot_id, id, seed) workspace_id, bot_id, id, person_id, day::date, kind, difficulty,
      seed, state, step, status, score, started_at, last_at, duel_of
    from ${source}
    where not exists (
      select from engagement_games g
      where g.workspace_id = source.workspace_id and g.bot_id = source.bot_id and g.id = source.id
        and g.seed = source.seed
    )
    order by workspace_id, bot_id, id, seed`,
});

/**
 * Takes an open game exactly one step on; anything else changes nothing. An end that pays what another end has paid
 * fails the statement as a conflict, so that its update is handled anew.
 */
export const gameStep = defineWrite<GameRow>({
  id: 'engagement.games.step',
  columns,
  statement: (source) => sql`
    update engagement_games set
      state = next.state, step = next.step, status = next.status, score = next.score, last_at = next.last_at,
      pays = next.pays
    from (
      select distinct on (workspace_id, bot_id, id) * from ${source} order by workspace_id, bot_id, id, step
    ) as next
    where engagement_games.workspace_id = next.workspace_id and engagement_games.bot_id = next.bot_id
      and engagement_games.id = next.id and engagement_games.status = 'open'
      and engagement_games.step = next.step - 1`,
});

export const gameErase = defineWrite<{ external_id: string }>({
  id: 'engagement.games.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_games using ${source}
    where engagement_games.workspace_id = source.workspace_id and engagement_games.bot_id = source.bot_id
      and engagement_games.person_id = source.external_id`,
});
