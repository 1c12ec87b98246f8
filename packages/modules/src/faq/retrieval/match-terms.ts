import type { Term } from './extract-terms';
import { trigramSimilarity, trigramsOfWord } from './trigrams';

const conceptMatch = 0.95;
const typoMatch = 0.7;
const typoLengthMin = 5;
const typoSimilarityMin = 0.6;

/** How well each term is met by the other side, from 0 to 1: same stem, same idea, or a likely typo. */
export function matchTerms(terms: readonly Term[], others: readonly Term[]): number[] {
  return terms.map((term) => Math.max(0, ...others.map((other) => matchTerm(term, other))));
}

/** How well one term meets another, from 0 to 1. */
export function matchTerm(term: Term, other: Term): number {
  if (term.stem === other.stem) return 1;
  if (term.concepts.some((concept) => other.concepts.includes(concept))) return conceptMatch;
  return isTypo(term.stem, other.stem) ? typoMatch : 0;
}

function isTypo(a: string, b: string): boolean {
  if (Math.min(a.length, b.length) < typoLengthMin || Math.abs(a.length - b.length) > 2) return false;
  return trigramSimilarity(trigramsOfWord(a), trigramsOfWord(b)) >= typoSimilarityMin;
}
