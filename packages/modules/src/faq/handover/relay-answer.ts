import { sql } from 'drizzle-orm';
import type { HandlerResult } from '../../kit/module-handlers';
import { splitText } from '../../kit/split-text';
import type { FaqContext } from '../faq-context';
import { unansweredWrite } from '../store';

interface Waiting {
  id: string;
  chatId: string;
  questionHash: string;
  question: string;
  language: string;
}

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
  const t = ctx.translateIn(waiting.language);
  const chat_id = Number(waiting.chatId);
  const question = openQuestion(ctx, waiting);
  const head = t('desk.answer');
  const text = ctx.message?.text;
  const said = text === undefined ? [] : splitText(`${question}\n\n${text}`, 4096 - head.length - 1);
  const [opening = question, ...rest] = said;
  ctx.send(
    'sendMessage',
    {
      chat_id,
      text: `${head}\n${opening}`,
      entities: [{ type: 'blockquote', offset: head.length + 1, length: question.length }],
    },
    { ref: `reply:${waiting.id}` },
  );
  for (const part of rest) ctx.send('sendMessage', { chat_id, text: part });
  if (text === undefined) {
    ctx.send('copyMessage', { chat_id, from_chat_id: Number(ctx.contact.chatId), message_id: messageId });
  }
}

function openQuestion(ctx: FaqContext, { id, question }: Waiting): string {
  return ctx.sealer.open(question, { row: `${ctx.bot.id}/${id}`, column: 'handover' });
}

/** Whoever asked in the message that was replied to, as long as this is the group that is connected. */
async function findWaiting(ctx: FaqContext, messageId: number): Promise<Waiting | undefined> {
  const { db, workspaceId, botId } = ctx.reader;
  const found = await db.execute<{
    id: string;
    chat_id: string;
    question_hash: string;
    question: string;
    language: string;
  }>(sql`
    select h.id, h.chat_id, h.question_hash, h.question, h.language
    from sent_messages s
    join faq_handovers h on h.workspace_id = s.workspace_id and h.bot_id = s.bot_id and s.ref = 'handover:' || h.id
    join faq_bots b on b.workspace_id = s.workspace_id and b.bot_id = s.bot_id and b.group_chat_id = s.chat_id
    where s.workspace_id = ${workspaceId} and s.bot_id = ${botId} and s.module_id = 'faq'
      and s.chat_id = ${ctx.contact.chatId} and s.message_id = ${messageId}`);
  const [row] = found.rows;
  if (!row) return undefined;
  const { chat_id: chatId, question_hash: questionHash, ...rest } = row;
  return { chatId, questionHash, ...rest };
}
