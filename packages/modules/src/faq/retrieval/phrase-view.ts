import { extractTerms, type Term } from './extract-terms';
import { normalizeText } from './normalize-text';
import { trigramsOf } from './trigrams';

/** One way to ask, made ready for comparison. */
export interface PhraseView {
  terms: readonly Term[];
  /** Pieces of its informative words. */
  words: ReadonlySet<string>;
  /** Pieces of all of it. */
  sentence: ReadonlySet<string>;
}

export function viewPhrase(text: string, terms: readonly Term[] = extractTerms(text)): PhraseView {
  const normalized = normalizeText(text);
  const words = terms.length > 0 ? terms.map((term) => term.stem) : normalized.split(' ');
  return { terms, words: trigramsOf(words), sentence: trigramsOf([normalized]) };
}
