import { sql } from 'drizzle-orm';
import { defineChatMove } from '../../kit/define-chat-move';
import { defineWrite } from '../../kit/write-statement';

export interface TagRow {
  chat_id: string;
  person_id: string;
  /** Empty for none. */
  tag: string;
  at: string;
}

/** Notes which tag was asked for; a refusal of the one before no longer counts. */
export const tagWrite = defineWrite<TagRow>({
  id: 'engagement.tags',
  columns: { chat_id: 'text', person_id: 'text', tag: 'text', at: 'timestamptz' },
  statement: (source) => sql`
    insert into engagement_tags (workspace_id, bot_id, chat_id, person_id, tag, at)
    select distinct on (workspace_id, bot_id, person_id, chat_id) workspace_id, bot_id, chat_id, person_id, tag, at
    from ${source}
    order by workspace_id, bot_id, person_id, chat_id, at desc
    on conflict (workspace_id, bot_id, person_id, chat_id) do update set
      tag = excluded.tag, at = excluded.at, refusal = null`,
});

/** A group became a supergroup: its tags are under the new id, unless somebody has one there already. */
export const tagMove = defineChatMove(
  'engagement.tags.move',
  'engagement_tags',
  sql`not exists (select from engagement_tags there where there.workspace_id = stored.workspace_id
    and there.bot_id = stored.bot_id and there.person_id = stored.person_id and there.chat_id = moved.to_chat_id)`,
);

/** What was refused in a group may be asked for anew. */
export const tagRetry = defineWrite<{ chat_id: string }>({
  id: 'engagement.tags.retry',
  columns: { chat_id: 'text' },
  statement: (source) => sql`
    delete from engagement_tags using (select distinct workspace_id, bot_id, chat_id from ${source}) as said
    where engagement_tags.workspace_id = said.workspace_id and engagement_tags.bot_id = said.bot_id
      and engagement_tags.chat_id = said.chat_id and engagement_tags.refusal is not null`,
});

export const tagErase = defineWrite<{ external_id: string }>({
  id: 'engagement.tags.erase',
  columns: { external_id: 'text' },
  statement: (source) => sql`
    delete from engagement_tags using (select distinct workspace_id, bot_id, external_id from ${source}) as gone
    where engagement_tags.workspace_id = gone.workspace_id and engagement_tags.bot_id = gone.bot_id
      and engagement_tags.person_id = gone.external_id`,
});
