/** Of each of two generations; the older one goes when the younger is full, or this old. */
const generationMax = 8_192;
const generationMs = 600_000;

/**
 * Updates that are durable and need no more work, as this process heard: eight thousand at least, of the last ten minutes.
 * One of them that comes again needs neither its handler nor the journal. What comes later is the journal's to know: it
 * forgets as well, and Telegram begins to count anew after a week without updates.
 */
export class RecentlyClosed {
  #younger = new Set<string>();
  #older: ReadonlySet<string> = new Set();
  #turnedAtMs: number;

  constructor(private readonly nowMs: () => number) {
    this.#turnedAtMs = nowMs();
  }

  note(botId: string, updateId: string): void {
    this.#forgetOld();
    if (this.#younger.size >= generationMax) this.#turn();
    this.#younger.add(keyOf(botId, updateId));
  }

  has(botId: string, updateId: string): boolean {
    this.#forgetOld();
    const key = keyOf(botId, updateId);
    return this.#younger.has(key) || this.#older.has(key);
  }

  #forgetOld(): void {
    const ageMs = this.nowMs() - this.#turnedAtMs;
    if (ageMs >= generationMs) this.#turn();
    if (ageMs >= 2 * generationMs) this.#turn();
  }

  #turn(): void {
    this.#older = this.#younger;
    this.#younger = new Set();
    this.#turnedAtMs = this.nowMs();
  }
}

function keyOf(botId: string, updateId: string): string {
  return `${botId}/${updateId}`;
}
