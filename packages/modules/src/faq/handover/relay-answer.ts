import { sql } from 'drizzle-orm';
import type { HandlerResult } from '../../kit/module-handlers';
import type { FaqContext } from '../faq-context';
import { unansweredWrite } from '../store';
import {
  openQuestion,
  placeOf,
  readWaiting,
  tellWaiting,
  type Waiting,
  type WaitingRow,
  waitingColumns,
} from './waiting';

/**
 * A reply to a question in the owner's group goes to the one who asked it there, and to nobody else: what is written to
 * one person may be meant for that person alone.
 */
export async function relayAnswer(ctx: FaqContext): Promise<HandlerResult> {
  const replied = ctx.message?.reply_to_message;
  if (ctx.contact.kind === 'private' || replied?.message_id === undefined) return 'pass';
  if (String(replied.from?.id ?? '') !== ctx.bot.telegramId) return 'pass';
  const waiting = await findWaiting(ctx, replied.message_id);
  if (!waiting || !ctx.message) return 'pass';
  tell(ctx, waiting, ctx.message.message_id);
  const answer = ctx.message.text ?? ctx.message.caption ?? '';
  const row = `${ctx.bot.id}/${waiting.questionHash}`;
  ctx.write(unansweredWrite, {
    question_hash: waiting.questionHash,
    question: ctx.sealer.seal(openQuestion(ctx, waiting), { row, column: 'question' }),
    answered_at: ctx.clock().toISOString(),
    ...(answer === '' ? {} : { answer: ctx.sealer.seal(answer.slice(0, 4096), { row, column: 'answer' }) }),
  });
  ctx.reply(ctx.t('desk.told'));
  return undefined;
}

/** A text comes with its question; anything else is copied under it, which shows no more of its sender. */
function tell(ctx: FaqContext, waiting: Waiting, messageId: number): void {
  const text = ctx.message?.text;
  tellWaiting(ctx, waiting, text);
  if (text !== undefined) return;
  const from_chat_id = Number(ctx.contact.chatId);
  ctx.send('copyMessage', { ...placeOf(waiting), from_chat_id, message_id: messageId });
}

/** Whoever asked in the message that was replied to, as long as this is the group that is connected. */
async function findWaiting(ctx: FaqContext, messageId: number): Promise<Waiting | undefined> {
  const { db, workspaceId, botId } = ctx.reader;
  const found = await db.execute<WaitingRow>(sql`
    select ${waitingColumns}
    from sent_messages s
    join faq_handovers h on h.workspace_id = s.workspace_id and h.bot_id = s.bot_id and s.ref = 'handover:' || h.id
    join faq_bots b on b.workspace_id = s.workspace_id and b.bot_id = s.bot_id and b.group_chat_id = s.chat_id
    where s.workspace_id = ${workspaceId} and s.bot_id = ${botId} and s.module_id = 'faq'
      and s.chat_id = ${ctx.contact.chatId} and s.message_id = ${messageId}`);
  const [row] = found.rows;
  return row && readWaiting(row);
}
