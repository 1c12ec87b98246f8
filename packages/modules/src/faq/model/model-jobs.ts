import type { MessageEntity } from 'grammy/types';
import type { Job, TaskOutcome } from '../../kit/job';
import type { ReplyOptions } from '../../kit/module-context';
import type { HandlerResult } from '../../kit/module-handlers';
import { answerText } from '../answer-text';
import type { FaqContext } from '../faq-context';
import { findAnswer } from '../handlers/find-answer';
import { noteUnanswered } from '../handlers/note-unanswered';
import { answerButtons, personButton, sayDecision } from '../handlers/say-decision';
import { sourceButtons } from '../source-buttons';
import { keepAnswer } from './answer-cache';
import type { AnswerResult } from './answer-task';
import { type DayRow, dayCount, modelCallClose } from './model-writes';
import { type OpenCall, readOpenCall } from './read-open-call';
import { settleTokens } from './spend-tokens';

const receiptMsMax = 4_000;
const receiptLookMs = 300;

/** What the model brought so far, or at its end; the message that announced it changes with it. */
export async function modelAnswered(ctx: FaqContext, job: Job): Promise<HandlerResult> {
  const call = await readOpenCall(ctx, job.key);
  if (!call) return 'pass';
  const outcome = job.payload as TaskOutcome<AnswerResult>;
  if (outcome.state === 'progress') {
    const { text } = outcome.part as { text: string };
    if (text === '' || call.messageId === null) return 'pass';
    const stop = { text: ctx.t('model.stop'), callback_data: ctx.callbackData('stop', job.key) };
    say(ctx, call, { text, entities: [] }, [[stop]]);
    return undefined;
  }
  await settleSoon(ctx, call, outcome.state === 'done' ? outcome.result : null);
  return undefined;
}

/** The end of a call that was there before the message that announced it. */
export async function answerAtLast(ctx: FaqContext, job: Job): Promise<HandlerResult> {
  const call = await readOpenCall(ctx, job.key);
  if (!call) return 'pass';
  await settleSoon(ctx, call, (job.payload as { result: AnswerResult | null }).result);
  return undefined;
}

/** Nobody waits longer than this for a model. */
export async function answerLate(ctx: FaqContext, job: Job): Promise<HandlerResult> {
  const call = await readOpenCall(ctx, job.key);
  if (!call) return 'pass';
  await settle(ctx, call, null);
  return undefined;
}

/** An answer that is quicker than Telegram's receipt waits for it a while, so that it finds its message to change. */
async function settleSoon(ctx: FaqContext, call: OpenCall, result: AnswerResult | null): Promise<void> {
  const now = ctx.clock().getTime();
  if (call.messageId !== null || now - call.askedAt.getTime() > receiptMsMax) return settle(ctx, call, result);
  ctx.schedule('settle', { key: call.id, runAt: new Date(now + receiptLookMs), payload: { result } });
}

/** Ends a call with the model's answer or, where there is none to be trusted, with what retrieval found. */
async function settle(ctx: FaqContext, call: OpenCall, result: AnswerResult | null): Promise<void> {
  const taken = takenOf(result, call.reserved.tokens);
  settleTokens(ctx, call.reserved, taken);
  ctx.write(modelCallClose, { id: call.id, tokens: taken, state: 'closed' });
  ctx.write(dayCount, { day: ctx.clock().toISOString().slice(0, 10), ...countOf(result) });
  ctx.unschedule('late', call.id);
  const { desk, decision } = await findAnswer(ctx, call.question);
  if (result?.kind === 'answered') {
    const { text, sources } = result.answer;
    keepAnswer(ctx, result.cacheKey, result.answer);
    say(ctx, call, { text, entities: [] }, [...sourceButtons(ctx, sources), ...personButton(ctx, desk)]);
  } else if (result?.kind === 'unknown') {
    say(ctx, call, { text: await noteUnanswered(ctx, desk, call.question, call.asker), entities: [] }, []);
  } else if (decision.kind === 'answer') {
    say(ctx, call, answerText(ctx, decision.found), answerButtons(ctx, desk, decision.found));
  } else if (decision.kind === 'unknown') {
    say(ctx, call, { text: await noteUnanswered(ctx, desk, call.question, call.asker), entities: [] }, []);
  } else {
    if (call.messageId !== null) {
      ctx.send('deleteMessage', { chat_id: Number(ctx.contact.chatId), message_id: call.messageId });
    }
    await sayDecision(ctx, desk, call, decision);
  }
}

/** Where nobody knows what a call took, all that was reserved for it counts. */
function takenOf(result: AnswerResult | null, reserved: number): number {
  if (result?.kind === 'unasked') return 0;
  return Math.min(result?.tokens ?? reserved, reserved);
}

function countOf(result: AnswerResult | null): Omit<DayRow, 'day'> {
  if (result?.kind === 'answered' || result?.kind === 'unknown') return { answered: 1 };
  return result?.kind === 'refused' ? { refused: 1 } : { failed: 1 };
}

/** Changes the announcing message; what does not fit into it, or has none yet, comes as a new one. */
function say(
  ctx: FaqContext,
  { messageId, asker }: OpenCall,
  { text, entities }: { text: string; entities: MessageEntity[] },
  buttons: NonNullable<ReplyOptions['buttons']>,
): void {
  if (messageId === null || text.length > 4096) {
    ctx.reply(text, { entities, buttons, threadId: asker.threadId });
    return;
  }
  ctx.send('editMessageText', {
    chat_id: Number(ctx.contact.chatId),
    message_id: messageId,
    text,
    entities,
    reply_markup: { inline_keyboard: buttons.map((row) => [...row]) },
  });
}
