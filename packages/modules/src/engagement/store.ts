import { sql } from 'drizzle-orm';
import { defineWrite } from '../kit/write-statement';

export interface EntryRow {
  key: string;
  debit: string;
  credit: string;
  amount: number;
  reason: string;
  subject: Record<string, string | number>;
  tags: readonly string[];
  is_scored: boolean;
  day: string;
  chat_id: string | null;
  team: string | null;
  slot: string | null;
  turn: string | null;
  reverses: string | null;
  at: string;
}

/**
 * Adds lines to the ledger. A line whose key is there already is left out. One that takes a slot or turn of another
 * fails the statement as a conflict, so that its update is handled anew with what is true by then.
 */
export const entryWrite = defineWrite<EntryRow>({
  id: 'engagement.entries',
  columns: {
    key: 'text',
    debit: 'text',
    credit: 'text',
    amount: 'bigint',
    reason: 'text',
    subject: 'jsonb',
    tags: 'jsonb',
    is_scored: 'boolean',
    day: 'text',
    chat_id: 'text',
    team: 'text',
    slot: 'text',
    turn: 'text',
    reverses: 'bigint',
    at: 'timestamptz',
  },
  statement: (source) => sql`
    insert into engagement_entries (workspace_id, bot_id, key, debit, credit, amount, reason, subject, tags, is_scored,
      day, chat_id, team, slot, turn, reverses, at)
    select distinct on (workspace_id, bot_id, key) workspace_id, bot_id, key, debit, credit, amount, reason, subject,
      array(select jsonb_array_elements_text(tags)), is_scored, day::date, chat_id, team, slot, turn, reverses, at
    from ${source}
    order by workspace_id, bot_id, key
    on conflict (workspace_id, bot_id, key) do nothing`,
});

/** What is left out stays as it is; an empty text takes back what was chosen. */
export interface PersonChange {
  /** Sealed. */
  name?: string;
  time_zone?: string;
  is_hidden?: boolean;
  is_muted?: boolean;
  team?: string;
  streak?: number;
  streak_best?: number;
  last_day?: string;
  freezes?: number;
  abuse_score?: number;
  banned_at?: string;
  ban_reason?: string;
  appealed_at?: string;
}

export interface PersonRow extends PersonChange {
  person_id: string;
  at: string;
}

/** The one write of the people table: rows of one person are merged. A ban or an appeal that stands is not moved. */
export const personWrite = defineWrite<PersonRow>({
  id: 'engagement.people',
  columns: {
    person_id: 'text',
    at: 'timestamptz',
    name: 'text',
    time_zone: 'text',
    is_hidden: 'boolean',
    is_muted: 'boolean',
    team: 'text',
    streak: 'integer',
    streak_best: 'integer',
    last_day: 'text',
    freezes: 'integer',
    abuse_score: 'integer',
    banned_at: 'timestamptz',
    ban_reason: 'text',
    appealed_at: 'timestamptz',
  },
  statement: (source) => sql`
    insert into engagement_people as stored (workspace_id, bot_id, person_id, name, time_zone, is_hidden, is_muted, team,
      streak, streak_best, last_day, freezes, abuse_score, banned_at, ban_reason, appealed_at, joined_at, seen_at)
    select workspace_id, bot_id, person_id, max(name), max(time_zone), bool_or(is_hidden), bool_or(is_muted), max(team),
      max(streak), max(streak_best), max(last_day)::date, max(freezes), max(abuse_score), min(banned_at), max(ban_reason),
      min(appealed_at), min(at), max(at)
    from ${source}
    group by workspace_id, bot_id, person_id
    order by workspace_id, bot_id, person_id
    on conflict (workspace_id, bot_id, person_id) do update set
      name = coalesce(excluded.name, stored.name),
      time_zone = coalesce(excluded.time_zone, stored.time_zone),
      is_hidden = coalesce(excluded.is_hidden, stored.is_hidden),
      is_muted = coalesce(excluded.is_muted, stored.is_muted),
      team = coalesce(excluded.team, stored.team),
      streak = coalesce(excluded.streak, stored.streak),
      streak_best = greatest(excluded.streak_best, stored.streak_best),
      last_day = greatest(excluded.last_day, stored.last_day),
      freezes = coalesce(excluded.freezes, stored.freezes),
      abuse_score = coalesce(excluded.abuse_score, stored.abuse_score),
      banned_at = coalesce(stored.banned_at, excluded.banned_at),
      ban_reason = coalesce(stored.ban_reason, excluded.ban_reason),
      appealed_at = coalesce(stored.appealed_at, excluded.appealed_at),
      seen_at = greatest(stored.seen_at, excluded.seen_at)`,
});

export const personErase = defineWrite<{ external_id: string }>({
  id: 'engagement.people.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_people using ${source}
    where engagement_people.workspace_id = source.workspace_id and engagement_people.bot_id = source.bot_id
      and engagement_people.person_id = source.external_id`,
});

/** Lines stay, so that the sum does; they move to an account that is nobody's. */
export const entryErase = defineWrite<{ external_id: string }>({
  id: 'engagement.entries.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    update engagement_entries set key = 'erased:' || engagement_entries.id,
      debit = case when debit = 'person:' || external_id then 'person:erased' else debit end,
      credit = case when credit = 'person:' || external_id then 'person:erased' else credit end,
      subject = '{}', tags = '{}', chat_id = null, team = null, turn = null
    from (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where engagement_entries.workspace_id = gone.workspace_id and engagement_entries.bot_id = gone.bot_id
      and ((debit like 'person:%' and debit = 'person:' || external_id)
        or (credit like 'person:%' and credit = 'person:' || external_id))`,
});

export const balanceErase = defineWrite<{ external_id: string }>({
  id: 'engagement.balances.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_balances using ${source}
    where engagement_balances.workspace_id = source.workspace_id and engagement_balances.bot_id = source.bot_id
      and engagement_balances.account = 'person:' || source.external_id`,
});

export const scoreErase = defineWrite<{ external_id: string }>({
  id: 'engagement.scores.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_scores using ${source}
    where engagement_scores.workspace_id = source.workspace_id and engagement_scores.bot_id = source.bot_id
      and engagement_scores.holder = 'person:' || source.external_id`,
});
