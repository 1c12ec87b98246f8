import type { WriteStatement } from '@dovecote/modules/kit/write-statement';

/** Each connection keeps the plan of each text for good, and one with twenty writes takes 2.5 MB of it. */
const exactMax = 8;
/** A write that finds nothing to write costs a statement less than a plan of its own does. */
const spareMax = 4;
/** A set that comes as often as this is worth a plan of its own all the same. */
const oftenFrom = 64;
const countedMax = 1_000;

interface FlushText<Statement> {
  writes: readonly WriteStatement[];
  ids: ReadonlySet<string>;
  statement: Statement;
}

/**
 * The texts of the flush, each for a set of writes. There are as many sets as ways to mix what a batch holds, so a set gets a
 * text of its own only if none covers it nearly or if it comes often, and only a few do; then each new one takes in every
 * write said so far, and serves all it covers.
 */
export class FlushTexts<Statement> {
  readonly #texts: FlushText<Statement>[] = [];
  /** How often sets were asked for that have no text of their own. */
  readonly #asked = new Map<string, number>();
  /** All that were asked for, by their ids. */
  readonly #said = new Map<string, WriteStatement>();

  constructor(private readonly compose: (writes: readonly WriteStatement[]) => Statement) {}

  /** A text with these writes, and maybe others, which are to get no rows. */
  cover(writes: readonly WriteStatement[]): { writes: readonly WriteStatement[]; statement: Statement } {
    const found = this.#smallestWith(writes);
    const isFull = this.#texts.length >= exactMax;
    const spare = found ? found.ids.size - writes.length : Number.POSITIVE_INFINITY;
    if (found && (isFull || spare === 0 || (spare <= spareMax && !this.#isOften(writes)))) return found;
    for (const write of writes) this.#said.set(write.id, write);
    return this.#add(isFull ? [...this.#said.values()] : writes);
  }

  #isOften(writes: readonly WriteStatement[]): boolean {
    const key = writes
      .map(({ id }) => id)
      .sort()
      .join();
    const asked = (this.#asked.get(key) ?? 0) + 1;
    if (this.#asked.size >= countedMax) this.#asked.clear();
    this.#asked.set(key, asked);
    return asked >= oftenFrom;
  }

  #smallestWith(writes: readonly WriteStatement[]): FlushText<Statement> | undefined {
    let smallest: FlushText<Statement> | undefined;
    for (const text of this.#texts) {
      if (smallest && text.ids.size >= smallest.ids.size) continue;
      if (writes.every(({ id }) => text.ids.has(id))) smallest = text;
    }
    return smallest;
  }

  #add(given: readonly WriteStatement[]): FlushText<Statement> {
    const writes = [...given].sort((a, b) => a.id.localeCompare(b.id));
    const text = { writes, ids: new Set(writes.map(({ id }) => id)), statement: this.compose(writes) };
    this.#texts.push(text);
    return text;
  }
}
