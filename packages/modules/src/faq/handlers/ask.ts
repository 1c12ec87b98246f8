import type { HandlerResult } from '../../kit/module-handlers';
import type { FaqContext } from '../faq-context';
import { readDesk } from '../knowledge/read-desk';
import { answerQuestion } from './answer-question';
import { noteUnanswered } from './note-unanswered';

/** `/ask` with a question answers it; alone it waits for one from the same person. */
export async function ask(ctx: FaqContext): Promise<void> {
  if (ctx.text !== '') await answerQuestion(ctx, ctx.text);
  else askFor(ctx, ctx.t('ask.question'), {});
}

/** Waits for the person's next message, which is a question. */
export function askFor(ctx: FaqContext, words: string, state: { isForPerson?: boolean }): void {
  ctx.setDialogue({ userId: ctx.contact.userId, ...state });
  const isGroup = ctx.contact.kind !== 'private';
  ctx.reply(words, isGroup ? { keyboard: { force_reply: true, selective: true } } : {});
}

export async function askedQuestion(ctx: FaqContext): Promise<HandlerResult> {
  const state = ctx.dialogue?.state;
  if (ctx.message?.text === undefined || state?.userId !== ctx.contact.userId) return 'pass';
  ctx.setDialogue(null);
  const question = ctx.text.trim();
  if (state?.isForPerson) ctx.reply(await noteUnanswered(ctx, await readDesk(ctx.reader), question));
  else await answerQuestion(ctx, question);
  return undefined;
}
