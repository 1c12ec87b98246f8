import type { HandlerResult } from '../../kit/module-handlers';
import type { FaqContext } from '../faq-context';
import { relayAnswer } from '../handover/relay-answer';
import { readDesk } from '../knowledge/read-desk';
import { extractTerms } from '../retrieval/extract-terms';
import { answerQuestion } from './answer-question';

/** Takes what people write without a command as a question, unless it says nothing that could be looked up. */
export async function freeText(ctx: FaqContext): Promise<HandlerResult> {
  if ((await relayAnswer(ctx)) === undefined) return undefined;
  const isPrivate = ctx.contact.kind === 'private';
  const question = isPrivate ? ctx.text.trim() : withoutMention(ctx);
  if ((isPrivate && !ctx.settings.isFreeTextAnswered) || extractTerms(question).length === 0) return 'pass';
  if (!(await knowsAnything(ctx))) return 'pass';
  await answerQuestion(ctx, question);
  return undefined;
}

async function knowsAnything(ctx: FaqContext): Promise<boolean> {
  return ctx.settings.pairs.length > 0 || (await readDesk(ctx.reader)).passages > 0;
}

/** In a group the bot is called by its name, which is no part of the question. */
function withoutMention(ctx: FaqContext): string {
  const mention = `@${ctx.bot.username.toLowerCase()}`;
  return ctx.text
    .split(/\s+/u)
    .filter((word) => word.toLowerCase().replace(/[,:;.!?]+$/u, '') !== mention)
    .join(' ');
}
