import { answerText } from '../answer-text';
import type { FaqContext } from '../faq-context';
import { readDesk } from '../knowledge/read-desk';
import { findSource } from '../source-buttons';
import { noteUnanswered } from './note-unanswered';
import { quotedQuestion } from './quoted-question';
import { answerButtons } from './say-decision';

/** A suggested question was meant: its answer takes the place of the suggestions. */
export async function pickSuggestion(ctx: FaqContext, key: string): Promise<void> {
  const found = await findSource(ctx, key);
  ctx.answerCallback(found ? undefined : ctx.t('suggest.gone'));
  if (!found) {
    ctx.edit(ctx.t('suggest.gone'));
    return;
  }
  const { text, entities } = answerText(ctx, found);
  ctx.edit(text, { entities, buttons: answerButtons(ctx, await readDesk(ctx.reader), found) });
}

/** None was meant: the quoted question goes to the owner. */
export async function rejectSuggestions(ctx: FaqContext): Promise<void> {
  ctx.answerCallback();
  const question = quotedQuestion(ctx);
  ctx.edit(question === null ? ctx.t('suggest.gone') : await noteUnanswered(ctx, await readDesk(ctx.reader), question));
}
