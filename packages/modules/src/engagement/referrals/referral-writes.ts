import type { ReferralState } from '@dovecote/db/schema/engagement-referrals';
import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';
import type { Finding } from './judge-referral';

export interface ReferralRow {
  id: string;
  invited_id: string;
  inviter_id: string;
  at: string;
}

/** Notes who came by whose link; who came once has come. */
export const referralWrite = defineWrite<ReferralRow>({
  id: 'engagement.referrals',
  columns: { id: 'text', invited_id: 'text', inviter_id: 'text', at: 'timestamptz' },
  statement: (source) => sql`
    insert into engagement_referrals (workspace_id, bot_id, id, invited_id, inviter_id, state, at)
    select distinct on (workspace_id, bot_id, id) workspace_id, bot_id, id, invited_id, inviter_id, 'waiting', at
    from ${source}
    order by workspace_id, bot_id, id, at
    on conflict (workspace_id, bot_id, id) do nothing`,
});

export interface VerdictRow {
  id: string;
  /** The state it was seen in; moved on by somebody else, it stays as it is. */
  was: ReferralState;
  state: ReferralState;
  findings: readonly Finding[] | null;
  judged_at: string | null;
  appealed_at: string | null;
}

/** Moves a referral from one state to the next. */
export const verdictWrite = defineWrite<VerdictRow>({
  id: 'engagement.referrals.verdict',
  columns: {
    id: 'text',
    was: 'text',
    state: 'text',
    findings: 'jsonb',
    judged_at: 'timestamptz',
    appealed_at: 'timestamptz',
  },
  statement: (source) => sql`
    update engagement_referrals as stored set state = said.state,
      findings = coalesce(nullif(said.findings, 'null'::jsonb), stored.findings),
      judged_at = coalesce(said.judged_at, stored.judged_at),
      appealed_at = coalesce(said.appealed_at, stored.appealed_at)
    from (
      select distinct on (workspace_id, bot_id, id) * from ${source} order by workspace_id, bot_id, id, state
    ) as said
    where stored.workspace_id = said.workspace_id and stored.bot_id = said.bot_id and stored.id = said.id
      and stored.state = said.was`,
});

export interface TraceRow {
  person_id: string;
  day: string;
  second: number;
}

/** Notes that somebody did something at this second of a UTC day; the first fifty of a day are kept. */
export const traceWrite = defineWrite<TraceRow>({
  id: 'engagement.traces',
  columns: { person_id: 'text', day: 'text', second: 'integer' },
  statement: (source) => sql`
    insert into engagement_traces as stored (workspace_id, bot_id, person_id, day, seconds)
    select workspace_id, bot_id, person_id, day::date, (array_agg(second order by second))[1:50]
    from ${source}
    group by workspace_id, bot_id, person_id, day
    order by workspace_id, bot_id, person_id, day
    on conflict (workspace_id, bot_id, person_id, day) do update set
      seconds = (stored.seconds || excluded.seconds)[1:50]
    where cardinality(stored.seconds) < 50`,
});

export const referralErase = defineWrite<{ external_id: string }>({
  id: 'engagement.referrals.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_referrals using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where engagement_referrals.workspace_id = gone.workspace_id and engagement_referrals.bot_id = gone.bot_id
      and gone.external_id in (engagement_referrals.invited_id, engagement_referrals.inviter_id)`,
});

export const traceErase = defineWrite<{ external_id: string }>({
  id: 'engagement.traces.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_traces using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where engagement_traces.workspace_id = gone.workspace_id and engagement_traces.bot_id = gone.bot_id
      and engagement_traces.person_id = gone.external_id`,
});
