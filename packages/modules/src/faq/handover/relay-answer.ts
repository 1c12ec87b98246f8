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

/** A reply to a question in the owner's group goes to everybody who waits for its answer. */
export async function relayAnswer(ctx: FaqContext): Promise<HandlerResult> {
  const replied = ctx.message?.reply_to_message;
  if (ctx.contact.kind === 'private' || replied?.message_id === undefined) return 'pass';
  if (String(replied.from?.id ?? '') !== ctx.bot.telegramId) return 'pass';
  const waiting = await findWaiting(ctx, replied.message_id);
  const [first] = waiting;
  if (!first || !ctx.message) return 'pass';
  for (const one of waiting) tell(ctx, one, ctx.message.message_id);
  const answer = ctx.message.text ?? ctx.message.caption ?? '';
  const row = `${ctx.bot.id}/${first.questionHash}`;
  ctx.write(unansweredWrite, {
    question_hash: first.questionHash,
    question: ctx.sealer.seal(openQuestion(ctx, first), { row, column: 'question' }),
    answered_at: ctx.clock().toISOString(),
    ...(answer === '' ? {} : { answer: ctx.sealer.seal(answer.slice(0, 4096), { row, column: 'answer' }) }),
  });
  ctx.reply(ctx.t('desk.told', { count: waiting.length }));
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
  ctx.send('sendMessage', {
    chat_id,
    text: `${head}\n${opening}`,
    entities: [{ type: 'blockquote', offset: head.length + 1, length: question.length }],
  });
  for (const part of rest) ctx.send('sendMessage', { chat_id, text: part });
  if (text === undefined) {
    ctx.send('copyMessage', { chat_id, from_chat_id: Number(ctx.contact.chatId), message_id: messageId });
  }
}

function openQuestion(ctx: FaqContext, { id, question }: Waiting): string {
  return ctx.sealer.open(question, { row: `${ctx.bot.id}/${id}`, column: 'handover' });
}

/** Whoever asked in the message that was replied to, and all who asked the same since it was last answered. */
async function findWaiting(ctx: FaqContext, messageId: number): Promise<Waiting[]> {
  const { db, workspaceId, botId } = ctx.reader;
  const rows = await db.execute<{
    id: string;
    chat_id: string;
    question_hash: string;
    question: string;
    language: string;
  }>(sql`
    with asked as (
      select h.* from sent_messages s join faq_handovers h
        on h.workspace_id = s.workspace_id and h.bot_id = s.bot_id and s.ref = 'handover:' || h.id
      where s.workspace_id = ${workspaceId} and s.bot_id = ${botId} and s.module_id = 'faq'
        and s.chat_id = ${ctx.contact.chatId} and s.message_id = ${messageId}
    )
    select id, chat_id, question_hash, question, language from asked
    union all
    select h.id, h.chat_id, h.question_hash, h.question, h.language from asked a join faq_handovers h
      on h.workspace_id = a.workspace_id and h.bot_id = a.bot_id and h.question_hash = a.question_hash and h.id <> a.id
    left join faq_unanswered u on u.workspace_id = h.workspace_id and u.bot_id = h.bot_id
      and u.question_hash = h.question_hash
    where h.chat_id <> a.chat_id and (u.answered_at is null or h.asked_at > u.answered_at)
    limit 50`);
  const byChat = new Map(rows.rows.toReversed().map((row) => [row.chat_id, row]));
  return [...byChat.values()]
    .toReversed()
    .map(({ chat_id: chatId, question_hash: questionHash, ...rest }) => ({ chatId, questionHash, ...rest }));
}
