import { sql } from 'drizzle-orm';
import { splitText } from '../../kit/split-text';
import { inTopic } from '../../kit/topic-of';
import type { FaqContext } from '../faq-context';
import { handoverClose } from './handover-writes';

/** Somebody who waits for an answer. */
export interface Waiting {
  id: string;
  chatId: string;
  /** The forum topic it was asked in. */
  threadId: number | null;
  personId: string;
  questionHash: string;
  /** Sealed. */
  question: string;
  language: string;
}

export type WaitingRow = {
  id: string;
  chat_id: string;
  thread_id: number | null;
  external_id: string;
  question_hash: string;
  question: string;
  language: string;
};

export const waitingColumns = sql.raw(
  'h.id, h.chat_id, h.thread_id, h.external_id, h.question_hash, h.question, h.language',
);

export function readWaiting(row: WaitingRow): Waiting {
  const { chat_id: chatId, thread_id: threadId, external_id: personId, question_hash: questionHash, ...rest } = row;
  return { chatId, threadId, personId, questionHash, ...rest };
}

export function openQuestion(ctx: FaqContext, { id, question }: Pick<Waiting, 'id' | 'question'>): string {
  return ctx.sealer.open(question, { row: `${ctx.bot.id}/${id}`, column: 'handover' });
}

/** Tells somebody who waits, under their question, once; what does not fit into one message comes in several. */
export function tellWaiting(ctx: FaqContext, waiting: Waiting, text: string | undefined): void {
  const head = ctx.translateIn(waiting.language)('desk.answer');
  const place = placeOf(waiting);
  const question = openQuestion(ctx, waiting);
  const said = text === undefined ? [] : splitText(`${question}\n\n${text}`, 4096 - head.length - 1);
  const [opening = question, ...rest] = said;
  ctx.send(
    'sendMessage',
    {
      ...place,
      text: `${head}\n${opening}`,
      entities: [{ type: 'blockquote', offset: head.length + 1, length: question.length }],
    },
    { ref: `reply:${waiting.id}` },
  );
  const { id, personId: external_id, questionHash: question_hash } = waiting;
  ctx.write(handoverClose, { id, external_id, chat_id: waiting.chatId, question_hash });
  for (const part of rest) ctx.send('sendMessage', { ...place, text: part });
}

/** Where they asked. */
export function placeOf({ chatId, threadId }: Pick<Waiting, 'chatId' | 'threadId'>) {
  return { chat_id: Number(chatId), ...inTopic(threadId) };
}
