import type { Term } from './extract-terms';

/** No word is as long; the database takes 2,046 bytes. */
const keyLengthMax = 100;

/** What a text is found by: its stems, and the ideas they stand for with `~` in front. */
export function searchKeysOf(terms: readonly Term[]): string[] {
  const keys = new Set(terms.flatMap((term) => [term.stem, ...term.concepts]));
  return [...keys].filter((key) => key.length <= keyLengthMax);
}
