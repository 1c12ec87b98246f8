import type { Queryable } from '@dovecote/db/client';
import { checkLedger, type LedgerFaults, noFaults } from '@dovecote/modules/engagement/ledger/check-ledger.test-helper';
import { type SQL, sql } from 'drizzle-orm';

export interface CrashedLedgerFaults extends LedgerFaults {
  /** Votes that stand and are not paid, or are paid and do not stand. */
  votes: number;
  /** People who only ever spent what they had, and hold less than nothing. */
  owing: number;
  /** Lines of the owner's without their audit event, or events without their line. */
  unaudited: number;
}

export const noCrashedFaults: CrashedLedgerFaults = { ...noFaults, votes: 0, owing: 0, unaudited: 0 };

/** Reckons anew what many processes wrote that were killed on the way. */
export async function checkCrashedLedger(
  db: Queryable,
  { stocks, votes }: { stocks: Readonly<Record<string, number>>; votes: ReadonlyMap<string, boolean> },
): Promise<CrashedLedgerFaults> {
  const wanted = JSON.stringify(Object.fromEntries(votes));
  const result = await db.execute<Record<'votes' | 'owing' | 'unaudited', string>>(sql`
    with recursive chain as (
      select workspace_id, bot_id, id, key, 1 as sign from engagement_entries where reason = 'poll'
      union all
      select e.workspace_id, e.bot_id, e.id, c.key, -c.sign from engagement_entries e join chain c
        on e.workspace_id = c.workspace_id and e.bot_id = c.bot_id and e.reverses = c.id
    ), paid as (select key, sum(sign) as times from chain group by key),
    wanted as (select 'poll:' || key as key, value::boolean::int as times from jsonb_each_text(${wanted}::jsonb))
    select
      (select count(*) from paid full join wanted using (key)
        where coalesce(paid.times, 0) <> coalesce(wanted.times, 0)) as votes,
      (select count(*) from engagement_balances where points < 0 and account ~ '[13579]$') as owing,
      (select abs(
        (select count(*) from engagement_entries where reason = 'adjustment'
          or (reason = 'reversal' and subject->>'of' in ('adjustment', 'reward', 'checkin')))
        - (select count(*) from audit_events
          where action in ('engagement.points_adjusted', 'engagement.line_reversed')))) as unaudited`);
  const [row] = result.rows;
  return {
    ...(await checkLedger(db, stocks)),
    votes: Number(row?.votes),
    owing: Number(row?.owing),
    unaudited: Number(row?.unaudited),
  };
}

/** Everything the ledger says, in one text; two of them are equal only if nothing changed. */
export async function digestLedger(db: Queryable): Promise<string> {
  const digestOf = (table: string) =>
    sql`(select md5(string_agg(md5(t::text), '' order by md5(t::text))) from ${sql.identifier(table)} t)`;
  const result = await db.execute<{ digest: string }>(sql`
    select concat(${digestOf('engagement_entries')}, ${digestOf('engagement_balances')},
      ${digestOf('engagement_scores')}, ${digestOf('engagement_votes')}) as digest`);
  return result.rows[0]?.digest ?? '';
}

const oneBalance = sql`ctid = (select ctid from engagement_balances where account ~ '[13579]$' limit 1)`;
const copyOf = (changed: string, where: SQL) => sql`
  insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, subject, tags, is_scored, day,
    slot, at)
  select workspace_id, bot_id, ${sql.raw(changed)}, day, slot, at
  from engagement_entries where ${where} limit 1`;

/** One wrong row for each check, written as the database's owner. */
export const wrongRows: Readonly<Record<keyof CrashedLedgerFaults, readonly SQL[]>> = {
  sum: [sql`update engagement_balances set points = points + 1 where ${oneBalance}`],
  balances: [sql`update engagement_balances set points = points - 1 where ${oneBalance}`],
  scores: [
    sql`update engagement_scores set points = points + 1
      where ctid = (select ctid from engagement_scores where board = 'people' limit 1)`,
  ],
  stock: [
    sql`drop index engagement_entries_slot_key`,
    copyOf(`'planted', debit, credit, amount, reason, subject, tags, is_scored`, sql`slot is not null`),
  ],
  doubles: [
    sql`drop index engagement_entries_key_key`,
    copyOf('key, debit, credit, amount, reason, subject, tags, is_scored', sql`slot is null`),
  ],
  votes: [
    sql`insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, subject, tags, is_scored,
        day, at, reverses)
      select workspace_id, bot_id, 'planted', credit, debit, amount, 'reversal', '{"of": "poll"}', tags, is_scored, day, at, id
      from engagement_entries e where reason = 'poll' and not exists (
        select from engagement_entries r
        where r.workspace_id = e.workspace_id and r.bot_id = e.bot_id and r.reverses = e.id)
      limit 1`,
  ],
  owing: [sql`update engagement_balances set points = -1 where ${oneBalance}`],
  unaudited: [copyOf(`'planted', debit, credit, amount, 'adjustment', subject, tags, is_scored`, sql`slot is null`)],
};
