import type { Term } from './extract-terms';
import { matchTerm, matchTerms } from './match-terms';
import type { PassageCandidate, PassageView } from './passage-index';
import type { PhraseView } from './phrase-view';
import type { TermWeights } from './term-weights';
import { ratio, sum, weigh, weightOf } from './weigh-terms';

/** How a query and a passage compare; everything but `bm25` lies between 0 and 1. */
export interface PassageMeasures {
  /** Share of the query's weight that the passage meets. */
  coverage: number;
  /** Share of title's and headings' weight that the query meets. */
  headingMet: number;
  /** The same of a sentence, the best one, where no heading says what it is about. */
  focus: number;
  /** Share that its best sentence meets. */
  sentence: number;
  /** Weight met, which tells a long agreement from a short one. */
  met: number;
  bm25: number;
}

export function measurePassage(
  query: PhraseView,
  { view, bm25 }: PassageCandidate,
  weights: TermWeights,
): PassageMeasures {
  const total = sum(query.terms.map((term) => weightOf(term, weights)));
  // Every sentence's terms are among the passage's: each pair of terms is compared once.
  const matches = query.terms.map((term) => new Map(view.terms.map((other) => [other.stem, matchTerm(term, other)])));
  const metBy = (terms: readonly Term[]) => weigh(query.terms, bestOf(matches, terms), weights);
  const met = metBy(view.terms);
  return {
    coverage: ratio(met, total),
    headingMet: metShare(view.heading, query.terms, weights),
    sentence: ratio(Math.max(0, ...view.sentences.map(metBy)), total),
    focus: view.passage.heading === '' ? focusOf(query, view.sentences, weights) : 0,
    met: 1 - Math.exp(-met),
    bm25,
  };
}

function bestOf(matches: readonly ReadonlyMap<string, number>[], terms: readonly Term[]): number[] {
  return matches.map((ofTerm) => terms.reduce((best, other) => Math.max(best, ofTerm.get(other.stem) ?? 0), 0));
}

/** A sentence of one word says of a question what the other measures say already. */
function focusOf(query: PhraseView, sentences: PassageView['sentences'], weights: TermWeights): number {
  const shares = sentences.filter((terms) => terms.length > 1).map((terms) => metShare(terms, query.terms, weights));
  return Math.max(0, ...shares);
}

/** Share of the terms' weight that the others meet. */
function metShare(terms: readonly Term[], others: readonly Term[], weights: TermWeights): number {
  const total = sum(terms.map((term) => weightOf(term, weights)));
  return ratio(weigh(terms, matchTerms(terms, others), weights), total);
}
