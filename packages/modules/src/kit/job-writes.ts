import { sql } from 'drizzle-orm';
import { defineChatMove } from './define-chat-move';
import { defineWrite } from './write-statement';

export interface JobRow {
  module_id: string;
  job: string;
  key: string;
  is_task: boolean;
  chat_id: string | null;
  /** Sealed JSON. */
  payload: string | null;
  /** ISO, or `infinity` to take it back. */
  run_at: string;
}

/** Asks for work, or takes it back. Of two updates of one batch that say the same job and key, the later time counts. */
export const jobSet = defineWrite<JobRow>({
  id: 'module_jobs.set',
  columns: {
    module_id: 'text',
    job: 'text',
    key: 'text',
    is_task: 'boolean',
    chat_id: 'text',
    payload: 'text',
    run_at: 'timestamptz',
  },
  statement: (source) => sql`
    insert into module_jobs (workspace_id, bot_id, module_id, job, key, is_task, chat_id, payload, run_at)
    select distinct on (workspace_id, bot_id, module_id, job, key)
      workspace_id, bot_id, module_id, job, key, is_task, chat_id, payload, run_at
    from ${source}
    order by workspace_id, bot_id, module_id, job, key, run_at desc
    on conflict (workspace_id, bot_id, module_id, job, key) do update set
      token = excluded.token, is_task = excluded.is_task, chat_id = excluded.chat_id, payload = excluded.payload,
      run_at = excluded.run_at, attempts = 0`,
});

/** Work for a group's chat goes through the lane of the supergroup it became. */
export const jobMove = defineChatMove('module_jobs.move', 'module_jobs');

/** Forgets what is still to be done in one contact's chat. */
export const jobErase = defineWrite<{ external_id: string }>({
  id: 'module_jobs.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from module_jobs using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where module_jobs.workspace_id = gone.workspace_id and module_jobs.bot_id = gone.bot_id
      and module_jobs.chat_id = gone.external_id`,
});

/** Forgets which of a contact's messages were kept track of. */
export const sentMessageErase = defineWrite<{ external_id: string }>({
  id: 'sent_messages.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from sent_messages using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where sent_messages.workspace_id = gone.workspace_id and sent_messages.bot_id = gone.bot_id
      and sent_messages.chat_id = gone.external_id`,
});
