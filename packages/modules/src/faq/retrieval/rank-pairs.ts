import type { FaqPair } from '../definition';
import type { FaqIndex } from './faq-index';
import { type Measures, measureCandidate } from './measure-candidate';
import { namesAnother } from './names-another';
import { viewPhrase } from './phrase-view';

export interface RankedPair {
  pair: FaqPair;
  /** Probability that this is the pair meant; with those of the others and of "none" it sums to 1. */
  confidence: number;
  /** It is about what differs from the thing asked for by symbols alone. */
  isAnother: boolean;
}

/**
 * Fitted as a conditional logit with "none of these" as the standing alternative, on the tuning halves of public
 * questions with their paraphrases (StackFAQ, BANKING77) and unrelated ones (CLINC150), over 2 to 77 pairs.
 */
const coefficients: Record<keyof Measures, number> = {
  phraseCoverage: 1.37,
  words: 1.23,
  sentence: 6.02,
  pairCoverage: 0.74,
  answerCoverage: 3.64,
  met: 3.87,
  nearest: 4.32,
  bm25: 0.35,
};
const noneScore = 7.1;

/** The pairs a question may mean, likeliest first. Works offline, on words alone. */
export function rankPairs(index: FaqIndex, question: string): RankedPair[] {
  const query = viewPhrase(question);
  const scored = index.candidates(query).map((candidate) => ({
    pair: candidate.view.pair,
    isAnother: namesAnother(query.terms, candidate.view.terms),
    odds: Math.exp(scoreOf(measureCandidate(query, candidate, index.weights)) - noneScore),
  }));
  const total = scored.reduce((sum, { odds }) => sum + odds, 1);
  return scored
    .map(({ odds, ...rest }) => ({ ...rest, confidence: odds / total }))
    .sort((a, b) => b.confidence - a.confidence);
}

function scoreOf(measures: Measures): number {
  return (
    coefficients.phraseCoverage * measures.phraseCoverage +
    coefficients.words * measures.words +
    coefficients.sentence * measures.sentence +
    coefficients.pairCoverage * measures.pairCoverage +
    coefficients.answerCoverage * measures.answerCoverage +
    coefficients.met * measures.met +
    coefficients.nearest * measures.nearest +
    coefficients.bm25 * Math.log1p(measures.bm25)
  );
}
