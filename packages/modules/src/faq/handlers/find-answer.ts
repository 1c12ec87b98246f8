import type { FaqContext } from '../faq-context';
import { faqIndexOf } from '../faq-index-of';
import { findPassages } from '../knowledge/find-passages';
import { type Desk, readDesk } from '../knowledge/read-desk';
import { type Decision, decideAnswer, type Ranked } from '../retrieval/decide-answer';
import { rankPairs } from '../retrieval/rank-pairs';

export interface FoundAnswer {
  desk: Desk;
  ranked: Ranked;
  decision: Decision;
}

/** What the owner's pairs and documents say to a question, and how sure that is. */
export async function findAnswer(ctx: FaqContext, question: string): Promise<FoundAnswer> {
  const desk = await readDesk(ctx.reader);
  const pairs = rankPairs(faqIndexOf(ctx.settings), question);
  const ranked = { pairs, passages: await findPassages(ctx.reader, desk, question) };
  return { desk, ranked, decision: decideAnswer(ranked, ctx.settings.confidence) };
}
