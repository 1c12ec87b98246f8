interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

export interface GroupRunnerOptions<Item, Result> {
  /** Answers one result for each item, in their order. */
  run: (items: readonly Item[]) => Promise<readonly Result[]>;
  itemsMax: number;
  /** So many that wait need not wait for the runs under way: another one goes beside them, up to `runsMax`. */
  besideFrom?: number;
  /** Runs under way at once; two if nothing is said. */
  runsMax?: number;
  /** For what nobody waits for: no run begins sooner than this after the one before it, so that more go together. */
  everyMs?: number;
  /** Whether one item may be to blame: then the run is halved until that item stands alone with its error. */
  isItemsFault?: (error: unknown) => boolean;
}

/**
 * Everything that waits the moment the last run returns goes with the next one, so that a busy moment shares one round
 * trip. A lone item is never delayed.
 */
export class GroupRunner<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;
  #isStarting = false;
  #startedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: GroupRunnerOptions<Item, Result>) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#startSoon();
    });
  }

  /** What is added in this turn of the event loop goes together; each run is on its way before the next is begun. */
  #startSoon(): void {
    if (this.#isStarting || !this.#mayStart()) return;
    this.#isStarting = true;
    const start = (): void => {
      this.#isStarting = false;
      void this.#runNext();
      this.#startSoon();
    };
    const waitMs = this.#startedAtMs + (this.options.everyMs ?? 0) - performance.now();
    if (waitMs > 0) setTimeout(start, waitMs);
    else setImmediate(start);
  }

  #mayStart(): boolean {
    if (this.#running === 0) return this.#waiting.length > 0;
    return this.#running < this.#runsMax && this.#waiting.length >= this.#besideFrom;
  }

  async #runNext(): Promise<void> {
    const shares = this.#waiting.length >= 2 * this.#besideFrom ? this.#runsMax - this.#running : 1;
    const size = Math.min(this.options.itemsMax, Math.ceil(this.#waiting.length / shares));
    this.#running += 1;
    this.#startedAtMs = performance.now();
    await this.#runBatch(this.#waiting.splice(0, size));
    this.#running -= 1;
    this.#startSoon();
  }

  get #besideFrom(): number {
    return this.options.besideFrom ?? Number.POSITIVE_INFINITY;
  }

  get #runsMax(): number {
    return this.options.runsMax ?? 2;
  }

  async #runBatch(batch: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.options.run(batch.map((one) => one.item));
      for (const [index, one] of batch.entries()) one.resolve(results[index] as Result);
    } catch (error) {
      if (batch.length > 1 && this.options.isItemsFault?.(error)) {
        const middle = Math.ceil(batch.length / 2);
        await this.#runBatch(batch.slice(0, middle));
        await this.#runBatch(batch.slice(middle));
      } else {
        for (const one of batch) one.reject(error);
      }
    }
  }
}
