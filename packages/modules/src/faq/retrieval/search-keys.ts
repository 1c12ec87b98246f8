import type { Term } from './extract-terms';

/** What a text is found by: its stems, and the ideas they stand for with `~` in front. */
export function searchKeysOf(terms: readonly Term[]): string[] {
  return [...new Set(terms.flatMap((term) => [term.stem, ...term.concepts]))];
}
