interface Waiting<Item, Result> {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

export interface GroupRunnerOptions<Item, Result> {
  /** Answers one result for each item, in their order. */
  run: (items: readonly Item[]) => Promise<readonly Result[]>;
  itemsMax: number;
  /** Whether one item may be to blame: then the run is halved until that item stands alone with its error. */
  isItemsFault?: (error: unknown) => boolean;
}

/**
 * Everything that waits the moment the last run returns goes with the next one: no timer, so that a lone item is never
 * delayed, and a busy moment shares one round trip.
 */
export class GroupRunner<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #isRunning = false;

  constructor(private readonly options: GroupRunnerOptions<Item, Result>) {}

  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      if (this.#isRunning) return;
      this.#isRunning = true;
      setImmediate(() => void this.#runAll());
    });
  }

  async #runAll(): Promise<void> {
    while (this.#waiting.length > 0) await this.#runBatch(this.#waiting.splice(0, this.options.itemsMax));
    this.#isRunning = false;
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
