/** Numbers from 0 to below 1 that are the same in every run with the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of the entries, each as often as its weight says. */
export function pickWeighted<Entry>(entries: readonly (readonly [number, Entry])[], random: () => number): Entry {
  const total = entries.reduce((sum, [weight]) => sum + weight, 0);
  let left = random() * total;
  for (const [weight, entry] of entries) {
    left -= weight;
    if (left < 0) return entry;
  }
  throw new Error('There is nothing to pick from.');
}

export function pickOne<Entry>(entries: readonly Entry[], random: () => number): Entry {
  return pickWeighted(
    entries.map((entry) => [1, entry] as const),
    random,
  );
}
