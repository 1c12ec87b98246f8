import type { FaqContext } from '../faq-context';
import { modelCallClose } from './model-writes';
import { readOpenCall } from './read-open-call';

/** The person has seen enough: what is there stays, nothing more comes. */
export async function stopAnswer(ctx: FaqContext, id: string): Promise<void> {
  const call = await readOpenCall(ctx, id);
  ctx.answerCallback();
  if (!call) return;
  ctx.write(modelCallClose, { id, tokens: null, state: 'stopped' });
  ctx.unschedule('late', id);
  ctx.edit(ctx.t('model.stopped', { text: ctx.message?.text ?? '' }).trim());
}
