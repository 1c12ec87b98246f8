import { cutText } from '../../kit/cut-text';
import type { FaqContext } from '../faq-context';
import { type Asker, askerOf } from '../handover/asker';
import { type HandOverOutcome, handOver } from '../handover/hand-over';
import type { Desk } from '../knowledge/read-desk';
import { questionHash } from '../question-hash';
import { unansweredWrite } from '../store';

/** The longest question that is kept; what follows seldom helps its reader. */
const questionLengthMax = 1000;

const wordsOf: Record<HandOverOutcome, string> = {
  handed: 'answer.handed',
  waiting: 'answer.handed',
  full: 'answer.noted',
  nobody: 'answer.unknown',
};

/**
 * Keeps the question for the owner, without who asked, and puts it to a person where the owner wants that. Answers what
 * the one who asked should be told.
 * @param asker - whose question it is, where the update does not say
 */
export async function noteUnanswered(
  ctx: FaqContext,
  desk: Desk,
  question: string,
  asker: Asker = askerOf(ctx),
): Promise<string> {
  const kept = cutText(question, questionLengthMax);
  const hash = questionHash(kept);
  const outcome = await handOver(ctx, desk, { question: kept, hash, asker });
  const now = ctx.clock().toISOString();
  ctx.write(unansweredWrite, {
    question_hash: hash,
    question: ctx.sealer.seal(kept, { row: `${ctx.bot.id}/${hash}`, column: 'question' }),
    asked_at: now,
    ...(outcome === 'handed' ? { handed_at: now } : {}),
  });
  return ctx.t(wordsOf[outcome]);
}
