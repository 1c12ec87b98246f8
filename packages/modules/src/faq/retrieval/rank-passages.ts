import { measurePassage, type PassageMeasures } from './measure-passage';
import { namesAnother } from './names-another';
import type { PassageIndex, SourcePassage } from './passage-index';
import { viewPhrase } from './phrase-view';

export interface RankedPassage {
  passage: SourcePassage;
  /** Probability that this passage answers; with those of the others and of "none" it sums to 1. */
  confidence: number;
  /** It is about what differs from the thing asked for by symbols alone. */
  isAnother: boolean;
}

/**
 * Fitted as those of the pairs are, on the tuning half of StackFAQ's answers, with and without headings over them; a
 * stranger counts twice, because a passage was written for no question.
 */
const coefficients: Record<keyof PassageMeasures, number> = {
  coverage: 0.32,
  headingMet: 3.53,
  sentence: 0.41,
  focus: 6.34,
  met: 5.54,
  bm25: 0.97,
};
const noneScore = 8.67;

/** The passages that may answer a question, likeliest first. */
export function rankPassages(index: PassageIndex, question: string): RankedPassage[] {
  const query = viewPhrase(question);
  const scored = index.candidates(query).map((candidate) => ({
    passage: candidate.view.passage,
    isAnother: namesAnother(query.terms, candidate.view.terms),
    odds: Math.exp(scoreOf(measurePassage(query, candidate, index.weights)) - noneScore),
  }));
  const total = scored.reduce((sum, { odds }) => sum + odds, 1);
  return scored
    .map(({ odds, ...rest }) => ({ ...rest, confidence: odds / total }))
    .sort((a, b) => b.confidence - a.confidence);
}

function scoreOf({ bm25, ...shares }: PassageMeasures): number {
  const told = Object.entries(shares) as [keyof typeof shares, number][];
  return told.reduce((sum, [name, share]) => sum + coefficients[name] * share, coefficients.bm25 * Math.log1p(bm25));
}
