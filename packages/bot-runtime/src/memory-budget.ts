/** How many bytes of updates this process may hold in memory; what is over waits in the journal or at Telegram. */
export class MemoryBudget {
  #usedBytes = 0;

  constructor(private readonly bytesMax: number) {}

  take(bytes: number): void {
    this.#usedBytes += bytes;
  }

  give(bytes: number): void {
    this.#usedBytes -= bytes;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  get isFull(): boolean {
    return this.#usedBytes >= this.bytesMax;
  }
}
