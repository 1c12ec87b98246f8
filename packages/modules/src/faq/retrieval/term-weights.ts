/** Pairs imagined beside the real ones, so that two pairs do not make every word common. */
const imaginedPairs = 10;

/** How much a term says, by how few pairs hold it; a term no pair holds counts as one that a single pair holds. */
export class TermWeights {
  readonly #pairCounts = new Map<string, number>();

  constructor(private readonly pairCount: number) {}

  /** Notes the distinct stems and concepts of one pair. */
  add(keys: ReadonlySet<string>): void {
    for (const key of keys) this.#pairCounts.set(key, (this.#pairCounts.get(key) ?? 0) + 1);
  }

  /** Notes how many of all hold a key. */
  note(key: string, count: number): void {
    this.#pairCounts.set(key, count);
  }

  weightOf(key: string): number {
    const total = this.pairCount + imaginedPairs;
    const count = Math.max(1, this.#pairCounts.get(key) ?? 0);
    return Math.log(1 + (total - count + 0.5) / (count + 0.5)) / Math.log(1 + (total - 0.5) / 1.5);
  }

  has(key: string): boolean {
    return this.#pairCounts.has(key);
  }
}
