import { sql } from 'drizzle-orm';
import type { FaqContext } from '../faq-context';
import type { Asker } from '../handover/asker';
import type { Reservation } from './spend-tokens';

/** A question somebody still waits for. */
export interface OpenCall {
  id: string;
  question: string;
  askedAt: Date;
  asker: Asker;
  reserved: Reservation;
  /** The message that announced the answer, as soon as Telegram said which it is. */
  messageId: number | null;
}

/** Null once it was answered, stopped or erased. */
export async function readOpenCall(ctx: FaqContext, id: string): Promise<OpenCall | null> {
  const { db, workspaceId, botId } = ctx.reader;
  const result = await db.execute<{
    question: string;
    external_id: string;
    thread_id: number | null;
    day: string;
    tokens: number;
    price: number;
    asked_at: string;
    message_id: string | null;
  }>(sql`
    select c.question, c.external_id, c.thread_id, c.day::text, c.tokens, c.cents_per_million as price, c.asked_at,
      s.message_id
    from faq_model_calls c left join sent_messages s
      on s.workspace_id = c.workspace_id and s.bot_id = c.bot_id and s.module_id = 'faq' and s.ref = 'answer:' || c.id
    where c.workspace_id = ${workspaceId} and c.bot_id = ${botId} and c.id = ${id} and c.state = 'open'`);
  const [row] = result.rows;
  if (!row) return null;
  const question = ctx.sealer.open(row.question, { row: `${ctx.bot.id}/${id}`, column: 'model_call' });
  return {
    id,
    question,
    askedAt: new Date(row.asked_at),
    asker: { personId: row.external_id, threadId: row.thread_id },
    reserved: { day: row.day, personId: row.external_id, tokens: row.tokens, centsPerMillion: row.price },
    messageId: row.message_id === null ? null : Number(row.message_id),
  };
}
