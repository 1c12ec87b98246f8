import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';

/** What is left out stays as it is; an empty guardian takes their word back. */
export interface ChoiceRow {
  person_id: string;
  wants_no_reminders?: boolean;
  wants_no_suggestions?: boolean;
  reminded_at?: string;
  reminders?: number;
  consented_at?: string;
  is_of_age?: boolean;
  guardian_id?: string;
  guardian_at?: string;
}

export const choiceWrite = defineWrite<ChoiceRow>({
  id: 'engagement.choices',
  columns: {
    person_id: 'text',
    wants_no_reminders: 'boolean',
    wants_no_suggestions: 'boolean',
    reminded_at: 'timestamptz',
    reminders: 'integer',
    consented_at: 'timestamptz',
    is_of_age: 'boolean',
    guardian_id: 'text',
    guardian_at: 'timestamptz',
  },
  statement: (source) => sql`
    insert into engagement_choices as stored (workspace_id, bot_id, person_id, wants_no_reminders, wants_no_suggestions,
      reminded_at, reminders, consented_at, is_of_age, guardian_id, guardian_at)
    select workspace_id, bot_id, person_id, bool_or(wants_no_reminders), bool_or(wants_no_suggestions),
      max(reminded_at), max(reminders), min(consented_at), bool_and(is_of_age), min(guardian_id), max(guardian_at)
    from ${source}
    group by workspace_id, bot_id, person_id
    order by workspace_id, bot_id, person_id
    on conflict (workspace_id, bot_id, person_id) do update set
      wants_no_reminders = coalesce(excluded.wants_no_reminders, stored.wants_no_reminders),
      wants_no_suggestions = coalesce(excluded.wants_no_suggestions, stored.wants_no_suggestions),
      reminded_at = greatest(excluded.reminded_at, stored.reminded_at),
      reminders = coalesce(excluded.reminders, stored.reminders),
      consented_at = coalesce(stored.consented_at, excluded.consented_at),
      is_of_age = coalesce(excluded.is_of_age, stored.is_of_age),
      guardian_id = coalesce(excluded.guardian_id, stored.guardian_id),
      guardian_at = coalesce(excluded.guardian_at, stored.guardian_at)`,
});

/** A person's own row, and those of children they spoke for: nobody has then. */
export const choiceErase = defineWrite<{ external_id: string }>({
  id: 'engagement.choices.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_choices using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where engagement_choices.workspace_id = gone.workspace_id and engagement_choices.bot_id = gone.bot_id
      and gone.external_id in (engagement_choices.person_id, engagement_choices.guardian_id)`,
});
