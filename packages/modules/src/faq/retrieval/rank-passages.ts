import { measurePassage, type PassageMeasures } from './measure-passage';
import type { PassageIndex, SourcePassage } from './passage-index';
import { viewPhrase } from './phrase-view';

export interface RankedPassage {
  passage: SourcePassage;
  /** Probability that this passage answers; with those of the others and of "none" it sums to 1. */
  confidence: number;
}

/**
 * Fitted as those of the pairs are, on the tuning half of StackFAQ's answers, with and without headings over them; the
 * standing alternative is raised by hand (8.42 was fitted), because a passage was written for no question.
 */
const coefficients: Record<keyof PassageMeasures, number> = {
  coverage: 0.55,
  headingMet: 3.26,
  sentence: 0.83,
  met: 6.37,
  bm25: 0.98,
};
const noneScore = 9;

/** The passages that may answer a question, likeliest first. */
export function rankPassages(index: PassageIndex, question: string): RankedPassage[] {
  const query = viewPhrase(question);
  const scored = index.candidates(query).map((candidate) => ({
    passage: candidate.view.passage,
    odds: Math.exp(scoreOf(measurePassage(query, candidate, index.weights)) - noneScore),
  }));
  const total = scored.reduce((sum, { odds }) => sum + odds, 1);
  return scored
    .map(({ passage, odds }) => ({ passage, confidence: odds / total }))
    .sort((a, b) => b.confidence - a.confidence);
}

function scoreOf({ bm25, ...shares }: PassageMeasures): number {
  const told = Object.entries(shares) as [keyof typeof shares, number][];
  return told.reduce((sum, [name, share]) => sum + coefficients[name] * share, coefficients.bm25 * Math.log1p(bm25));
}
