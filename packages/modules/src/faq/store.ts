import { sql } from 'drizzle-orm';
import { defineWrite } from '../kit/write-statement';

export interface UnansweredRow {
  question_hash: string;
  /** Sealed. */
  question: string;
  /** When it was asked, handed to the owner's group, or answered there; what does not apply is left out. */
  asked_at?: string;
  handed_at?: string;
  answered_at?: string;
  /** Sealed. */
  answer?: string;
}

/**
 * Counts a question nobody could answer, notes that it went to a person and what the person wrote. One that was
 * resolved comes back when it is asked again.
 */
export const unansweredWrite = defineWrite<UnansweredRow>({
  id: 'faq.unanswered',
  columns: {
    question_hash: 'text',
    question: 'text',
    asked_at: 'timestamptz',
    handed_at: 'timestamptz',
    answered_at: 'timestamptz',
    answer: 'text',
  },
  statement: (source) => sql`
    insert into faq_unanswered as stored (workspace_id, bot_id, question_hash, question, asked, first_asked_at,
      last_asked_at, handed_at, answered_at, answer)
    select workspace_id, bot_id, question_hash, max(question), count(asked_at),
      coalesce(min(asked_at), max(answered_at)), coalesce(max(asked_at), max(answered_at)),
      max(handed_at), max(answered_at), max(answer)
    from ${source}
    group by workspace_id, bot_id, question_hash
    order by workspace_id, bot_id, question_hash
    on conflict (workspace_id, bot_id, question_hash) do update set
      asked = stored.asked + excluded.asked,
      last_asked_at = case when excluded.asked = 0 then stored.last_asked_at
        else greatest(stored.last_asked_at, excluded.last_asked_at) end,
      handed_at = coalesce(excluded.handed_at, stored.handed_at),
      answered_at = coalesce(excluded.answered_at, stored.answered_at),
      answer = coalesce(excluded.answer, stored.answer),
      resolved_at = case when excluded.asked = 0 then stored.resolved_at end`,
});

/** Forgets that a person waits for an answer. */
export const handoverErase = defineWrite<{ external_id: string }>({
  id: 'faq.handovers.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from faq_handovers using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where faq_handovers.workspace_id = gone.workspace_id and faq_handovers.bot_id = gone.bot_id
      and gone.external_id in (faq_handovers.external_id, faq_handovers.chat_id)`,
});

/** Forgets who asked; what it cost stays counted. */
export const modelCallErase = defineWrite<{ external_id: string }>({
  id: 'faq.model_calls.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    update faq_model_calls set external_id = '', chat_id = '', question = null, state = 'closed'
    from (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where faq_model_calls.workspace_id = gone.workspace_id and faq_model_calls.bot_id = gone.bot_id
      and gone.external_id in (faq_model_calls.external_id, faq_model_calls.chat_id)`,
});
