import type { HandlerResult } from '../../kit/module-handlers';
import type { FaqContext } from '../faq-context';
import { answerQuestion } from './answer-question';

/** `/ask` with a question answers it; alone it waits for one from the same person. */
export function ask(ctx: FaqContext): void {
  if (ctx.text !== '') {
    answerQuestion(ctx, ctx.text);
    return;
  }
  ctx.setDialogue({ userId: ctx.contact.userId });
  const isGroup = ctx.contact.kind !== 'private';
  ctx.reply(ctx.t('ask.question'), isGroup ? { keyboard: { force_reply: true, selective: true } } : {});
}

export function askedQuestion(ctx: FaqContext): HandlerResult {
  if (ctx.message?.text === undefined || ctx.dialogue?.state.userId !== ctx.contact.userId) return 'pass';
  ctx.setDialogue(null);
  answerQuestion(ctx, ctx.text.trim());
}
