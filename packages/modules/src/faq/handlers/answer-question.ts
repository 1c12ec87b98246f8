import type { InlineKeyboardButton } from 'grammy/types';
import { answerText } from '../answer-text';
import type { FaqPair } from '../definition';
import type { FaqContext } from '../faq-context';
import { faqIndexOf } from '../faq-index-of';
import { pairHash } from '../pair-hash';
import { decideAnswer } from '../retrieval/decide-answer';
import { rankPairs } from '../retrieval/rank-pairs';
import { noteUnanswered } from './note-unanswered';

/** The most of a question that is searched for and quoted. */
const questionLengthMax = 500;
const labelLengthMax = 64;

/** Answers from the owner's pairs, asks back when torn, or says that it does not know and keeps the question. */
export function answerQuestion(ctx: FaqContext, asked: string): void {
  const question = asked.slice(0, questionLengthMax).trim();
  const decision = decideAnswer(rankPairs(faqIndexOf(ctx.settings), question), ctx.settings.confidence);
  if (decision.kind === 'answer') {
    const { text, entities } = answerText(ctx, decision.pair);
    ctx.reply(text, { entities });
  } else if (decision.kind === 'suggest') {
    suggest(ctx, question, decision.pairs);
  } else {
    noteUnanswered(ctx, question);
    ctx.reply(ctx.t('answer.unknown'));
  }
}

/** The quotation carries the question to the button "none of these", so that nothing of it needs to be stored. */
function suggest(ctx: FaqContext, question: string, pairs: readonly FaqPair[]): void {
  const choices: InlineKeyboardButton[] = pairs.map((pair) => ({
    text: shorten(pair.question),
    callback_data: ctx.callbackData('pick', pairHash(pair)),
  }));
  choices.push({ text: ctx.t('suggest.none'), callback_data: ctx.callbackData('none') });
  ctx.reply(`${question}\n${ctx.t('suggest.text')}`, {
    entities: [{ type: 'blockquote', offset: 0, length: question.length }],
    buttons: choices.map((choice) => [choice]),
  });
}

function shorten(text: string): string {
  return text.length <= labelLengthMax ? text : `${text.slice(0, labelLengthMax - 1).trimEnd()}…`;
}
