import type { PollKind, PollState } from '@dovecote/db/schema/engagement-polls';
import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';

export interface PollRow {
  id: string;
  kind: PollKind;
  state: PollState;
  author_id: string | null;
  chat_id: string;
  thread_id: number | null;
  /** Sealed JSON. */
  content: string;
  points: number;
  pay_key: string;
  question_id: string | null;
  day: string;
  created_at: string;
}

export const pollWrite = defineWrite<PollRow>({
  id: 'engagement.polls',
  columns: {
    id: 'text',
    kind: 'text',
    state: 'text',
    author_id: 'text',
    chat_id: 'text',
    thread_id: 'integer',
    content: 'text',
    points: 'integer',
    pay_key: 'text',
    question_id: 'text',
    day: 'text',
    created_at: 'timestamptz',
  },
  statement: (source) => sql`
    insert into engagement_polls (workspace_id, bot_id, id, kind, state, author_id, chat_id, thread_id, content, points,
      pay_key, question_id, day, created_at)
    select distinct on (workspace_id, bot_id, id) workspace_id, bot_id, id, kind, state, author_id, chat_id, thread_id,
      content, points, pay_key, question_id, day::date, created_at
    from ${source}
    order by workspace_id, bot_id, id
    on conflict (workspace_id, bot_id, id) do nothing`,
});

/** An approved poll has gone out. */
export const pollSent = defineWrite<{ id: string }>({
  id: 'engagement.polls.sent',
  columns: { id: 'text' },
  statement: (source) => sql`
    update engagement_polls as stored set state = 'sent'
    from (select distinct workspace_id, bot_id, id from ${source}) as said
    where stored.workspace_id = said.workspace_id and stored.bot_id = said.bot_id and stored.id = said.id
      and stored.state = 'approved'`,
});

export interface VoteRow {
  poll_id: string;
  person_id: string;
  /** None for a vote taken back. */
  option_ids: readonly number[];
  is_right: boolean | null;
  at: string;
}

/** The last vote of a person in a poll counts. */
export const voteWrite = defineWrite<VoteRow>({
  id: 'engagement.votes',
  columns: { poll_id: 'text', person_id: 'text', option_ids: 'jsonb', is_right: 'boolean', at: 'timestamptz' },
  statement: (source) => sql`
    insert into engagement_votes as stored (workspace_id, bot_id, poll_id, person_id, option_ids, is_right, at)
    select distinct on (workspace_id, bot_id, poll_id, person_id) workspace_id, bot_id, poll_id, person_id, option_ids,
      is_right, at
    from ${source}
    order by workspace_id, bot_id, poll_id, person_id, at desc
    on conflict (workspace_id, bot_id, poll_id, person_id) do update set
      option_ids = excluded.option_ids, is_right = excluded.is_right, at = excluded.at
    where stored.at <= excluded.at`,
});

/** A person's own polls, and those put to them alone. */
export const pollErase = defineWrite<{ external_id: string }>({
  id: 'engagement.polls.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_polls using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where engagement_polls.workspace_id = gone.workspace_id and engagement_polls.bot_id = gone.bot_id
      and gone.external_id in (engagement_polls.author_id, engagement_polls.chat_id)`,
});

export const voteErase = defineWrite<{ external_id: string }>({
  id: 'engagement.votes.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_votes using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where engagement_votes.workspace_id = gone.workspace_id and engagement_votes.bot_id = gone.bot_id
      and engagement_votes.person_id = gone.external_id`,
});
