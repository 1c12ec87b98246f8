/** The three-letter pieces of each word, its edges marked. */
export function trigramsOf(words: readonly string[]): Set<string> {
  const pieces = new Set<string>();
  for (const word of words) {
    const padded = ` ${word} `;
    for (let at = 0; at + 3 <= padded.length; at += 1) pieces.add(padded.slice(at, at + 3));
  }
  return pieces;
}

/** Dice's coefficient: 1 for the same pieces, 0 for none in common. */
export function trigramSimilarity(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let common = 0;
  for (const piece of a) if (b.has(piece)) common += 1;
  return (2 * common) / (a.size + b.size);
}

/** Words whose pieces are remembered, over all bots of the process. */
const rememberedMax = 20_000;
const remembered = new Map<string, Set<string>>();

/** The pieces of one word, which is compared again and again. */
export function trigramsOfWord(word: string): ReadonlySet<string> {
  const known = remembered.get(word);
  if (known) return known;
  if (remembered.size >= rememberedMax) remembered.clear();
  const pieces = trigramsOf([word]);
  remembered.set(word, pieces);
  return pieces;
}
