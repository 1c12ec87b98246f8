import { sql } from 'drizzle-orm';
import { defineWrite } from '../../kit/write-statement';

export interface HandoverRow {
  id: string;
  external_id: string;
  chat_id: string;
  question_hash: string;
  /** Sealed. */
  question: string;
  language: string;
  asked_at: string;
}

/** Notes who waits for a person's answer. */
export const handoverWrite = defineWrite<HandoverRow>({
  id: 'faq.handovers',
  columns: {
    id: 'text',
    external_id: 'text',
    chat_id: 'text',
    question_hash: 'text',
    question: 'text',
    language: 'text',
    asked_at: 'timestamptz',
  },
  statement: (source) => sql`
    insert into faq_handovers (workspace_id, bot_id, id, external_id, chat_id, question_hash, question, language,
      asked_at)
    select workspace_id, bot_id, id, external_id, chat_id, question_hash, question, language, asked_at from ${source}
    on conflict do nothing`,
});

export interface GroupRow {
  chat_id: string;
  thread_id: number | null;
  /** Sealed. */
  title: string | null;
  /** Null: the bot left this chat. */
  code_hash: string | null;
  at: string;
}

/** Connects a group with a code that is good once, or lets go of the group the bot was removed from. */
export const groupWrite = defineWrite<GroupRow>({
  id: 'faq.group',
  columns: { chat_id: 'text', thread_id: 'integer', title: 'text', code_hash: 'text', at: 'timestamptz' },
  statement: (source) => sql`
    update faq_bots set
      group_chat_id = case when said.code_hash is null then null else said.chat_id end,
      group_thread_id = case when said.code_hash is null then null else said.thread_id end,
      group_title = case when said.code_hash is null then null else said.title end,
      group_connected_at = case when said.code_hash is null then null else said.at end,
      code_hash = case when said.code_hash is null then faq_bots.code_hash end,
      code_expires_at = case when said.code_hash is null then faq_bots.code_expires_at end
    from (select distinct on (workspace_id, bot_id) * from ${source} order by workspace_id, bot_id, at desc) as said
    where faq_bots.workspace_id = said.workspace_id and faq_bots.bot_id = said.bot_id
      and ((said.code_hash is null and faq_bots.group_chat_id = said.chat_id)
        or (faq_bots.code_hash = said.code_hash and faq_bots.code_expires_at > said.at))`,
});
