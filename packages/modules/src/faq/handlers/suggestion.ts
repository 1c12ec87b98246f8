import { answerText } from '../answer-text';
import type { FaqContext } from '../faq-context';
import { pairHash } from '../pair-hash';
import { noteUnanswered } from './note-unanswered';

/** A suggested question was meant: its answer takes the place of the suggestions. */
export function pickSuggestion(ctx: FaqContext, hash: string): void {
  const pair = ctx.settings.pairs.find((one) => pairHash(one) === hash);
  ctx.answerCallback(pair ? undefined : ctx.t('suggest.gone'));
  if (!pair) {
    ctx.edit(ctx.t('suggest.gone'));
    return;
  }
  const { text, entities } = answerText(ctx, pair);
  ctx.edit(text, { entities });
}

/** None was meant: the quoted question goes to the owner. */
export function rejectSuggestions(ctx: FaqContext): void {
  ctx.answerCallback();
  const { message } = ctx;
  const quotation = message?.entities?.find((entity) => entity.type === 'blockquote');
  if (message?.text !== undefined && quotation) {
    noteUnanswered(ctx, message.text.slice(quotation.offset, quotation.offset + quotation.length));
  }
  ctx.edit(ctx.t('answer.unknown'));
}
