import type { SearchOptions } from 'minisearch';

/** Stems may be misspelt, ideas not; an idea in common says less than a word. */
export const fuzzyOptions: SearchOptions = {
  fuzzy: (key) => (key.startsWith('~') || key.length < 5 ? false : 0.2),
  boostTerm: (key) => (key.startsWith('~') ? 0.6 : 1),
};
