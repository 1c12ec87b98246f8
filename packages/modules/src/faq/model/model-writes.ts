import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';

export interface ModelCallRow {
  id: string;
  external_id: string;
  chat_id: string;
  day: string;
  /** The most the call can take. */
  tokens: number;
  bot_tokens_max: number;
  person_tokens_max: number;
  /** Sealed. */
  question: string;
  asked_at: string;
}

const used = (who: 'bot' | 'person') => sql`
  coalesce((select sum(c.tokens) from faq_model_calls c where c.workspace_id = s.workspace_id and c.bot_id = s.bot_id
    and c.day = s.day::date ${who === 'person' ? sql`and c.external_id = s.external_id` : sql``}), 0)`;

/**
 * Reserves what a call can take before it is made. A call that would go over the day's bounds is noted as denied; of
 * those of one batch each counts for the next, denied or not.
 */
export const modelCallReserve = defineWrite<ModelCallRow>({
  id: 'faq.model_calls',
  columns: {
    id: 'text',
    external_id: 'text',
    chat_id: 'text',
    day: 'text',
    tokens: 'integer',
    bot_tokens_max: 'integer',
    person_tokens_max: 'integer',
    question: 'text',
    asked_at: 'timestamptz',
  },
  statement: (source) => sql`
    insert into faq_model_calls (workspace_id, bot_id, id, external_id, chat_id, day, tokens, state, question, asked_at)
    select workspace_id, bot_id, id, external_id, chat_id, day::date, case when fits then tokens else 0 end,
      case when fits then 'open' else 'denied' end, question, asked_at
    from (
      select s.*,
        ${used('bot')} + sum(s.tokens) over (partition by s.workspace_id, s.bot_id, s.day order by s.id)
          <= s.bot_tokens_max
        and ${used('person')} + sum(s.tokens) over (partition by s.workspace_id, s.bot_id, s.day, s.external_id
          order by s.id) <= s.person_tokens_max as fits
      from (select distinct on (workspace_id, bot_id, id) * from ${source} order by workspace_id, bot_id, id) s
    ) as asked
    on conflict do nothing`,
});

/** Ends a call: what it did not take of what was reserved is free again. Null: nobody knows, so all of it was taken. */
export const modelCallClose = defineWrite<{ id: string; tokens: number | null; state: 'stopped' | 'closed' }>({
  id: 'faq.model_calls.close',
  columns: { id: 'text', tokens: 'integer', state: 'text' },
  statement: (source) => sql`
    update faq_model_calls set state = said.state, question = null,
      tokens = least(faq_model_calls.tokens, coalesce(said.tokens, faq_model_calls.tokens))
    from (select distinct on (workspace_id, bot_id, id) * from ${source} order by workspace_id, bot_id, id) as said
    where faq_model_calls.workspace_id = said.workspace_id and faq_model_calls.bot_id = said.bot_id
      and faq_model_calls.id = said.id`,
});

export interface DayRow {
  day: string;
  cache_hits?: number;
  cache_misses?: number;
  answered?: number;
  refused?: number;
  failed?: number;
}

/** Counts what became of the day's questions to a model. */
export const dayCount = defineWrite<DayRow>({
  id: 'faq.days',
  columns: {
    day: 'text',
    cache_hits: 'integer',
    cache_misses: 'integer',
    answered: 'integer',
    refused: 'integer',
    failed: 'integer',
  },
  statement: (source) => sql`
    insert into faq_days as stored (workspace_id, bot_id, day, cache_hits, cache_misses, answered, refused, failed)
    select workspace_id, bot_id, day::date, coalesce(sum(cache_hits), 0), coalesce(sum(cache_misses), 0),
      coalesce(sum(answered), 0), coalesce(sum(refused), 0), coalesce(sum(failed), 0)
    from ${source}
    group by workspace_id, bot_id, day
    order by workspace_id, bot_id, day
    on conflict (workspace_id, bot_id, day) do update set
      cache_hits = stored.cache_hits + excluded.cache_hits,
      cache_misses = stored.cache_misses + excluded.cache_misses,
      answered = stored.answered + excluded.answered,
      refused = stored.refused + excluded.refused,
      failed = stored.failed + excluded.failed`,
});
