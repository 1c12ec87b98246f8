import type { Term } from './extract-terms';
import type { TermWeights } from './term-weights';

/** The weight of the terms that are met, each as well as it is. */
export function weigh(terms: readonly Term[], matches: readonly number[], weights: TermWeights): number {
  return sum(terms.map((term, at) => (matches[at] ?? 0) * weightOf(term, weights)));
}

/** A word the knowledge does not hold weighs by its ideas, if it holds those. */
export function weightOf(term: Term, weights: TermWeights): number {
  const ideas = term.concepts.filter((concept) => weights.has(concept));
  const keys = weights.has(term.stem) || ideas.length === 0 ? [term.stem] : ideas;
  return term.weight * Math.max(...keys.map((key) => weights.weightOf(key)));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function ratio(part: number, whole: number): number {
  return whole > 0 ? part / whole : 0;
}
