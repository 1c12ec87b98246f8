import { sql } from 'drizzle-orm';
import { defineWrite } from '../kit/write-statement';

export interface UnansweredRow {
  question_hash: string;
  /** Sealed. */
  question: string;
  asked_at: string;
}

/** Counts a question nobody could answer; one that was resolved comes back when it is asked again. */
export const unansweredWrite = defineWrite<UnansweredRow>({
  id: 'faq.unanswered',
  columns: { question_hash: 'text', question: 'text', asked_at: 'timestamptz' },
  statement: (source) => sql`
    insert into faq_unanswered as stored (workspace_id, bot_id, question_hash, question, asked, first_asked_at,
      last_asked_at)
    select workspace_id, bot_id, question_hash, max(question), count(*), min(asked_at), max(asked_at)
    from ${source}
    group by workspace_id, bot_id, question_hash
    order by workspace_id, bot_id, question_hash
    on conflict (workspace_id, bot_id, question_hash) do update set
      asked = stored.asked + excluded.asked,
      last_asked_at = greatest(stored.last_asked_at, excluded.last_asked_at),
      resolved_at = null`,
});
