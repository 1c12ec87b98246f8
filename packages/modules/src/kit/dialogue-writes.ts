import { sql } from 'drizzle-orm';
import { defineWrite } from './write-statement';

/** Sets what a lane waits for. A lane is handled one update at a time, so a batch holds at most one row for each. */
export const dialogueSet = defineWrite<{ lane: string; module_id: string; state: Record<string, unknown> }>({
  id: 'dialogues.set',
  columns: { lane: 'text', module_id: 'text', state: 'jsonb' },
  statement: (source) => sql`
    insert into dialogues (workspace_id, bot_id, lane, module_id, state)
    select distinct on (workspace_id, bot_id, lane) workspace_id, bot_id, lane, module_id, state from ${source}
    on conflict (workspace_id, bot_id, lane) do update set
      module_id = excluded.module_id, state = excluded.state, updated_at = now()`,
});

export const dialogueEnd = defineWrite<{ lane: string }>({
  id: 'dialogues.end',
  columns: { lane: 'text' },
  statement: (source) => sql`
    delete from dialogues using ${source}
    where dialogues.workspace_id = source.workspace_id and dialogues.bot_id = source.bot_id
      and dialogues.lane = source.lane`,
});

/** Forgets what the bot waits for from one contact. */
export const dialogueErase = defineWrite<{ external_id: string }>({
  id: 'dialogues.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from dialogues using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where dialogues.workspace_id = gone.workspace_id and dialogues.bot_id = gone.bot_id
      and dialogues.lane in ('chat:' || gone.external_id, 'user:' || gone.external_id)`,
});
