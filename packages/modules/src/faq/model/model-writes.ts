import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';

export interface ModelCallRow {
  id: string;
  external_id: string;
  chat_id: string;
  thread_id: number | null;
  day: string;
  /** Reserved: the most the call can take. */
  tokens: number;
  cents_per_million: number;
  /** Sealed. */
  question: string;
  asked_at: string;
}

/** Notes who asked a model what. */
export const modelCallOpen = defineWrite<ModelCallRow>({
  id: 'faq.model_calls',
  columns: {
    id: 'text',
    external_id: 'text',
    chat_id: 'text',
    thread_id: 'integer',
    day: 'text',
    tokens: 'integer',
    cents_per_million: 'integer',
    question: 'text',
    asked_at: 'timestamptz',
  },
  statement: (source) => sql`
    insert into faq_model_calls (workspace_id, bot_id, id, external_id, chat_id, thread_id, day, tokens, cents_per_million,
      state, question, asked_at)
    select workspace_id, bot_id, id, external_id, chat_id, thread_id, day::date, tokens, cents_per_million, 'open',
      question, asked_at
    from ${source}
    on conflict do nothing`,
});

/** Ends a call with the tokens it took. */
export const modelCallClose = defineWrite<{ id: string; tokens: number; state: 'stopped' | 'closed' }>({
  id: 'faq.model_calls.close',
  columns: { id: 'text', tokens: 'integer', state: 'text' },
  statement: (source) => sql`
    update faq_model_calls set state = said.state, question = null, tokens = said.tokens
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
