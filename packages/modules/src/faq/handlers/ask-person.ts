import type { FaqContext } from '../faq-context';
import { canHandOver } from '../handover/can-hand-over';
import { readDesk } from '../knowledge/read-desk';
import { askFor } from './ask';
import { noteUnanswered } from './note-unanswered';
import { quotedQuestion } from './quoted-question';

/** Passes the question on to a person; where the message does not show it, it is asked for. */
export async function askPerson(ctx: FaqContext): Promise<void> {
  const desk = await readDesk(ctx.reader);
  if (!canHandOver(ctx, desk)) {
    ctx.answerCallback(ctx.t('person.gone'));
    return;
  }
  ctx.answerCallback();
  const question = quotedQuestion(ctx);
  if (question === null) askFor(ctx, ctx.t('person.question'), { isForPerson: true });
  else ctx.reply(await noteUnanswered(ctx, desk, question));
}
