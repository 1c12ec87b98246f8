import { answerText } from '../answer-text';
import type { FaqContext } from '../faq-context';
import { findAnswer } from '../handlers/find-answer';
import { answerButtons, personButton } from '../handlers/say-decision';
import { modelCallClose } from './model-writes';
import { readOpenCall } from './read-open-call';

/** The person has seen enough: what the model said so far was not checked to its end, so the owner's words replace it. */
export async function stopAnswer(ctx: FaqContext, id: string): Promise<void> {
  const call = await readOpenCall(ctx, id);
  ctx.answerCallback();
  if (!call) return;
  ctx.write(modelCallClose, { id, tokens: call.reserved.tokens, state: 'stopped' });
  ctx.unschedule('late', id);
  const { desk, decision } = await findAnswer(ctx, call.question);
  if (decision.kind === 'answer') {
    const { text, entities } = answerText(ctx, decision.found);
    ctx.edit(text, { entities, buttons: answerButtons(ctx, desk, decision.found) });
  } else {
    ctx.edit(ctx.t('model.stopped'), { buttons: personButton(ctx, desk) });
  }
}
