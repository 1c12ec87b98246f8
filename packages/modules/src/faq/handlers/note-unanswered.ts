import { createHash } from 'node:crypto';
import type { FaqContext } from '../faq-context';
import { normalizeText } from '../retrieval/normalize-text';
import { unansweredWrite } from '../store';

/** The longest question that is kept; what follows seldom helps its reader. */
const questionLengthMax = 1000;

/** Keeps the question for the owner, without who asked. */
export function noteUnanswered(ctx: FaqContext, question: string): void {
  const kept = question.slice(0, questionLengthMax);
  const hash = createHash('sha256').update(normalizeText(kept)).digest('hex');
  ctx.write(unansweredWrite, {
    question_hash: hash,
    question: ctx.sealer.seal(kept, { row: `${ctx.bot.id}/${hash}`, column: 'question' }),
    asked_at: ctx.clock().toISOString(),
  });
}
