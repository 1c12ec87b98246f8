import type { InlineKeyboardButton } from 'grammy/types';
import { answerText } from '../answer-text';
import type { FaqContext } from '../faq-context';
import { type Asker, askerOf } from '../handover/asker';
import { canHandOver } from '../handover/can-hand-over';
import type { Desk } from '../knowledge/read-desk';
import type { Decision, Found } from '../retrieval/decide-answer';
import { shorten, sourceButtons, sourceKey, sourceTitle } from '../source-buttons';
import { noteUnanswered } from './note-unanswered';

/** Says the answer, asks back, or says that nobody knows and keeps the question. */
export async function sayDecision(
  ctx: FaqContext,
  desk: Desk,
  { question, asker = askerOf(ctx) }: { question: string; asker?: Asker },
  decision: Decision,
): Promise<void> {
  const { threadId } = asker;
  if (decision.kind === 'answer') {
    const { text, entities } = answerText(ctx, decision.found);
    ctx.reply(text, { entities, buttons: answerButtons(ctx, desk, decision.found), threadId });
  } else if (decision.kind === 'suggest') {
    suggest(ctx, { question, threadId }, decision.found);
  } else {
    ctx.reply(await noteUnanswered(ctx, desk, question, asker), { threadId });
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

/** The quotation carries the question to the button "none of these", so that nothing of it needs to be stored. */
function suggest(
  ctx: FaqContext,
  { question, threadId }: { question: string; threadId: number | null },
  found: readonly Found[],
): void {
  const choices: InlineKeyboardButton[] = found.map((one) => ({
    text: shorten(sourceTitle(one)),
    callback_data: ctx.callbackData('pick', sourceKey(one)),
  }));
  choices.push({ text: ctx.t('suggest.none'), callback_data: ctx.callbackData('none') });
  ctx.reply(`${question}\n${ctx.t('suggest.text')}`, {
    entities: [{ type: 'blockquote', offset: 0, length: question.length }],
    buttons: choices.map((choice) => [choice]),
    threadId,
  });
}
