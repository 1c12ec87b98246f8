import type { HandlerResult } from '../../kit/module-handlers';
import type { FaqContext } from '../faq-context';
import { extractTerms } from '../retrieval/extract-terms';
import { answerQuestion } from './answer-question';

/** Takes what people write without a command as a question, unless it says nothing that could be looked up. */
export function freeText(ctx: FaqContext): HandlerResult {
  const { pairs, isFreeTextAnswered } = ctx.settings;
  const isPrivate = ctx.contact.kind === 'private';
  const question = isPrivate ? ctx.text.trim() : withoutMention(ctx);
  if (pairs.length === 0 || (isPrivate && !isFreeTextAnswered) || extractTerms(question).length === 0) return 'pass';
  answerQuestion(ctx, question);
}

/** In a group the bot is called by its name, which is no part of the question. */
function withoutMention(ctx: FaqContext): string {
  const mention = `@${ctx.bot.username.toLowerCase()}`;
  return ctx.text
    .split(/\s+/u)
    .filter((word) => word.toLowerCase().replace(/[,:;.!?]+$/u, '') !== mention)
    .join(' ');
}
