import { sql } from 'drizzle-orm';
import { defineChatMove } from '../../kit/define-chat-move';
import { defineWrite } from '../../kit/write-statement';

export interface HandoverRow {
  id: string;
  external_id: string;
  chat_id: string;
  thread_id: number | null;
  question_hash: string;
  /** Sealed. */
  question: string;
  language: string;
  asked_at: string;
  /** It goes to the owner's group. */
  is_handed: boolean;
}

/** Notes who waits for an answer. */
export const handoverWrite = defineWrite<HandoverRow>({
  id: 'faq.handovers',
  columns: {
    id: 'text',
    external_id: 'text',
    chat_id: 'text',
    thread_id: 'integer',
    question_hash: 'text',
    question: 'text',
    language: 'text',
    asked_at: 'timestamptz',
    is_handed: 'boolean',
  },
  statement: (source) => sql`
    insert into faq_handovers (workspace_id, bot_id, id, external_id, chat_id, thread_id, question_hash, question,
      language, asked_at, is_handed)
    select workspace_id, bot_id, id, external_id, chat_id, thread_id, question_hash, question, language, asked_at,
      is_handed
    from ${source}
    on conflict do nothing`,
});

/** Somebody was told an answer: the same question of theirs waits no longer elsewhere. */
export const handoverClose = defineWrite<Pick<HandoverRow, 'id' | 'external_id' | 'chat_id' | 'question_hash'>>({
  id: 'faq.handovers.close',
  columns: { id: 'text', external_id: 'text', chat_id: 'text', question_hash: 'text' },
  statement: (source) => sql`
    delete from faq_handovers h using (select distinct * from ${source}) as told
    where h.workspace_id = told.workspace_id and h.bot_id = told.bot_id and h.question_hash = told.question_hash
      and h.external_id = told.external_id and h.chat_id = told.chat_id and h.id <> told.id
      and (select s.ref from sent_messages s where s.workspace_id = h.workspace_id and s.bot_id = h.bot_id
        and s.module_id = 'faq' and s.ref = 'reply:' || h.id) is null`,
});

export interface GroupRow {
  chat_id: string;
  thread_id: number | null;
  /** Sealed. */
  title: string | null;
  /** Null: the bot left this chat. */
  code_hash: string | null;
  /** The code stood in a group that may not be connected: it is void. */
  is_refused: boolean;
  /** The id the chat has from now on. */
  moved_to: string | null;
  at: string;
}

/**
 * Connects a group with a code that is good once, makes a refused one void, follows a group to its new id, or lets go of
 * one the bot was removed from.
 */
export const groupWrite = defineWrite<GroupRow>({
  id: 'faq.group',
  columns: {
    chat_id: 'text',
    thread_id: 'integer',
    title: 'text',
    code_hash: 'text',
    is_refused: 'boolean',
    moved_to: 'text',
    at: 'timestamptz',
  },
  statement: (source) => sql`
    update faq_bots set
      group_chat_id = case when is_let_go then null when is_refused then group_chat_id
        else coalesce(said.moved_to, said.chat_id) end,
      group_thread_id = case when is_let_go then null when is_connected then said.thread_id else group_thread_id end,
      group_title = case when is_let_go then null when is_connected then said.title else group_title end,
      group_connected_at = case when is_let_go then null when is_connected then said.at else group_connected_at end,
      code_hash = case when said.code_hash is null then faq_bots.code_hash end,
      code_expires_at = case when said.code_hash is null then faq_bots.code_expires_at end
    from (
      select distinct on (workspace_id, bot_id) *, code_hash is not null and not is_refused as is_connected,
        code_hash is null and moved_to is null as is_let_go
      from ${source} order by workspace_id, bot_id, is_refused, at desc
    ) as said
    where faq_bots.workspace_id = said.workspace_id and faq_bots.bot_id = said.bot_id
      and ((said.code_hash is null and faq_bots.group_chat_id = said.chat_id)
        or (faq_bots.code_hash = said.code_hash and faq_bots.code_expires_at > said.at))`,
});

/** Who asked in a group is answered in the supergroup it became. */
export const handoverMove = defineChatMove('faq.handovers.move', 'faq_handovers');
