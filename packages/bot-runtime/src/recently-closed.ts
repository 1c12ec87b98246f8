/** Of each of two generations; the older one goes when the younger is full. */
const generationMax = 8_192;

/**
 * Updates the journal holds closed, as this process heard it say: of the last eight thousand at least. One of them that
 * comes again needs neither its handler nor the journal.
 */
export class RecentlyClosed {
  #younger = new Set<string>();
  #older: ReadonlySet<string> = new Set();

  note(botId: string, updateId: string): void {
    if (this.#younger.size >= generationMax) {
      this.#older = this.#younger;
      this.#younger = new Set();
    }
    this.#younger.add(keyOf(botId, updateId));
  }

  has(botId: string, updateId: string): boolean {
    const key = keyOf(botId, updateId);
    return this.#younger.has(key) || this.#older.has(key);
  }
}

function keyOf(botId: string, updateId: string): string {
  return `${botId}/${updateId}`;
}
