import type { Queryable } from '@dovecote/db/client';
import { sql } from 'drizzle-orm';

export interface LedgerFaults {
  /** What people's stored balances and, by the lines, the house's accounts together hold. */
  sum: number;
  /** Accounts whose balance is not what their lines add up to. */
  balances: number;
  /** Scores that are not what their lines add up to. */
  scores: number;
  /** Pieces of a stock taken twice, or beyond its end. */
  stock: number;
  /** Things that were paid for twice. */
  doubles: number;
}

export const noFaults: LedgerFaults = { sum: 0, balances: 0, scores: 0, stock: 0, doubles: 0 };

/** Reckons everything anew from the lines alone. */
export async function checkLedger(db: Queryable, stocks: Readonly<Record<string, number>> = {}): Promise<LedgerFaults> {
  const result = await db.execute<Record<keyof LedgerFaults, string>>(sql`
    with moves as (
      select credit as account, amount as points from engagement_entries
      union all select debit, -amount from engagement_entries
    ), reckoned as (
      select account, sum(points) as points from moves where account like 'person:%' group by account
    ), scored as (
      select credit as holder, amount as points, * from engagement_entries where is_scored and credit like 'person:%'
      union all select debit, -amount, * from engagement_entries where is_scored and debit like 'person:%'
    ), periods as (
      select id, holder, 'ever' as period from scored
      union all select id, holder, 'day:' || day from scored
      union all select id, holder, 'week:' || (day - (extract(isodow from day)::int - 1)) from scored
    ), placed as (
      select holder, 'people' as board, period, points from scored join periods using (id, holder)
      union all select holder, 'chat:' || chat_id, period, points from scored join periods using (id, holder)
        where chat_id is not null
      union all select holder, 'did:' || tag, 'ever', points from scored, unnest(tags) as tag
      union all select 'team:' || split_part(team, ':', 2), 'teams', 'season:' || split_part(team, ':', 1), points
        from scored where team is not null
    ), boards as (
      select holder, board, period, sum(points) as points, sum(sign(points)) as lines from placed
      where holder <> 'person:erased' group by 1, 2, 3
    ), stocks as (select * from jsonb_each_text(${JSON.stringify(stocks)}::jsonb) as s(reward, pieces))
    select
      (select coalesce(sum(points), 0) from engagement_balances)
        + (select coalesce(sum(points), 0) from moves where account not like 'person:%') as sum,
      (select count(*) from reckoned r full join engagement_balances b on b.account = r.account
        where r.points is distinct from b.points and coalesce(r.points, 0) <> 0 or r.points is distinct from b.points
          and coalesce(b.points, 0) <> 0) as balances,
      (select count(*) from boards r full join engagement_scores s
        on s.holder = r.holder and s.board = r.board and s.period = r.period
        where coalesce(r.points, 0) <> coalesce(s.points, 0) or coalesce(r.lines, 0) <> coalesce(s.lines, 0)) as scores,
      (select count(*) from (
          select split_part(slot, '#', 1) as reward, split_part(slot, '#', 2)::int as piece, count(*) as takers
          from engagement_entries where slot is not null group by 1, 2
        ) taken left join stocks on stocks.reward = taken.reward
        where takers > 1 or piece < 1 or piece > coalesce(stocks.pieces::int, 0)) as stock,
      (select count(*) from (select from engagement_entries group by key having count(*) > 1) as twice) as doubles`);
  const [row] = result.rows;
  const { sum, balances, scores, stock, doubles } = row ?? {};
  return {
    sum: Number(sum),
    balances: Number(balances),
    scores: Number(scores),
    stock: Number(stock),
    doubles: Number(doubles),
  };
}
