import type { InlineKeyboardButton } from 'grammy/types';
import { answerText } from '../answer-text';
import type { FaqContext } from '../faq-context';
import { faqIndexOf } from '../faq-index-of';
import { canHandOver } from '../handover/can-hand-over';
import { findPassages } from '../knowledge/find-passages';
import { type Desk, readDesk } from '../knowledge/read-desk';
import { askModel } from '../model/ask-model';
import { type Decision, decideAnswer, type Found, type Ranked } from '../retrieval/decide-answer';
import { rankPairs } from '../retrieval/rank-pairs';
import { shorten, sourceButtons, sourceKey, sourceTitle } from '../source-buttons';
import { noteUnanswered } from './note-unanswered';

/** The most of a question that is searched for and quoted. */
const questionLengthMax = 500;

/** Answers from what the owner gave, asks back when torn, or says that it does not know and keeps the question. */
export async function answerQuestion(ctx: FaqContext, asked: string): Promise<void> {
  const question = asked.slice(0, questionLengthMax).trim();
  const desk = await readDesk(ctx.reader);
  const ranked = await rank(ctx, desk, question);
  const decision = decideAnswer(ranked, ctx.settings.confidence);
  if (await askModel(ctx, desk, question, { ranked, decision })) return;
  sayDecision(ctx, desk, question, decision);
}

/** The answer without a model, worked out anew: what a call to one falls back to. */
export async function answerByRetrieval(
  ctx: FaqContext,
  question: string,
): Promise<{ desk: Desk; decision: Decision }> {
  const desk = await readDesk(ctx.reader);
  return { desk, decision: decideAnswer(await rank(ctx, desk, question), ctx.settings.confidence) };
}

export function sayDecision(ctx: FaqContext, desk: Desk, question: string, decision: Decision): void {
  if (decision.kind === 'answer') {
    const { text, entities } = answerText(ctx, decision.found);
    ctx.reply(text, { entities, buttons: answerButtons(ctx, desk, decision.found) });
  } else if (decision.kind === 'suggest') {
    suggest(ctx, question, decision.found);
  } else {
    ctx.reply(noteUnanswered(ctx, desk, question));
  }
}

/** The source of what was found, where it is not the question itself, and the way to a person. */
export function answerButtons(ctx: FaqContext, desk: Desk, found: Found): InlineKeyboardButton[][] {
  const source = { key: sourceKey(found), title: sourceTitle(found) };
  const sources = found.kind === 'passage' && ctx.settings.isSourceShown ? sourceButtons(ctx, [source]) : [];
  return [...sources, ...personButton(ctx, desk)];
}

export function personButton(ctx: FaqContext, desk: Desk): InlineKeyboardButton[][] {
  if (!canHandOver(ctx, desk)) return [];
  return [[{ text: ctx.t('person.ask'), callback_data: ctx.callbackData('person') }]];
}

async function rank(ctx: FaqContext, desk: Desk, question: string): Promise<Ranked> {
  return {
    pairs: rankPairs(faqIndexOf(ctx.settings), question),
    passages: await findPassages(ctx.reader, desk, question),
  };
}

/** The quotation carries the question to the button "none of these", so that nothing of it needs to be stored. */
function suggest(ctx: FaqContext, question: string, found: readonly Found[]): void {
  const choices: InlineKeyboardButton[] = found.map((one) => ({
    text: shorten(sourceTitle(one)),
    callback_data: ctx.callbackData('pick', sourceKey(one)),
  }));
  choices.push({ text: ctx.t('suggest.none'), callback_data: ctx.callbackData('none') });
  ctx.reply(`${question}\n${ctx.t('suggest.text')}`, {
    entities: [{ type: 'blockquote', offset: 0, length: question.length }],
    buttons: choices.map((choice) => [choice]),
  });
}
