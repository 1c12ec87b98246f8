import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';

export interface RankRow {
  board: string;
  period: string;
  /** Once an hour, at the bot's own minute. */
  hour: string;
}

/** How many places of a board are noted. */
const placesNoted = 50;

/** Notes a board's first places as they are; a moment is noted once. */
export const rankWrite = defineWrite<RankRow>({
  id: 'engagement.ranks',
  columns: { board: 'text', period: 'text', hour: 'timestamptz' },
  statement: (source) => sql`
    insert into engagement_ranks (workspace_id, bot_id, board, period, hour, holder, rank, points)
    select said.workspace_id, said.bot_id, said.board, said.period, said.hour, top.holder,
      rank() over (partition by said.workspace_id, said.bot_id, said.board, said.period, said.hour
        order by top.points desc), top.points
    from (select distinct workspace_id, bot_id, board, period, hour from ${source}) as said
    cross join lateral (
      select s.holder, s.points
      from engagement_scores s
      left join engagement_people p on p.workspace_id = s.workspace_id and p.bot_id = s.bot_id
        and p.person_id = substr(s.holder, length('person:') + 1)
      where s.workspace_id = said.workspace_id and s.bot_id = said.bot_id and s.board = said.board
        and s.period = said.period and s.board not like 'did:%' and s.points > 0
        and (s.board = 'teams' or (p.person_id is not null and p.is_hidden is not true and p.banned_at is null))
      order by s.points desc nulls last, s.holder
      limit ${placesNoted}
    ) as top
    on conflict do nothing`,
});

export const rankErase = defineWrite<{ external_id: string }>({
  id: 'engagement.ranks.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_ranks using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where engagement_ranks.workspace_id = gone.workspace_id and engagement_ranks.bot_id = gone.bot_id
      and engagement_ranks.holder = 'person:' || gone.external_id`,
});
