interface Waiting<Item, Result> {
  item: Item;
  isHurried: boolean;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

export interface GroupRunnerOptions<Item, Result> {
  /** Answers one result for each item, in their order. `isPart` if the items stood in a run that failed. */
  run: (items: readonly Item[], isPart: boolean) => Promise<readonly Result[]>;
  itemsMax: number;
  /** So many that wait need not wait for the run under way: a second one goes beside it. */
  besideFrom?: number;
  /** Nobody waits for a run that takes longer, nor for a second such one. */
  lateMs?: number;
  /** What is only noted begins no run sooner than this after the one before it, so that more goes together. */
  notedEveryMs?: number;
  /** Whether one item may be to blame: then the run is halved until that item stands alone with its error. */
  isItemsFault?: (error: unknown) => boolean;
}

const runsMax = 2;
const lateMax = 2;

const ignore = (): void => undefined;

/**
 * Everything that waits the moment the last run returns goes with the next one, so that a busy moment shares one round
 * trip. A lone item is never delayed.
 */
export class GroupRunner<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #running = 0;
  #late = 0;
  #isStarting = false;
  /** Of those that wait, how many somebody waits for. */
  #hurried = 0;
  #timer: NodeJS.Timeout | undefined;
  #startedAtMs = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: GroupRunnerOptions<Item, Result>) {}

  add(item: Item): Promise<Result> {
    this.#hurried += 1;
    return this.#wait(item, true);
  }

  /** For an item that begins no run of its own sooner than one that is only noted does. */
  addAlong(item: Item): Promise<Result> {
    return this.#wait(item, false);
  }

  #wait(item: Item, isHurried: boolean): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, isHurried, resolve, reject });
      this.#startSoon();
    });
  }

  /** For an item that nobody waits for. */
  note(item: Item): void {
    this.#waiting.push({ item, isHurried: false, resolve: ignore, reject: ignore });
    this.#startSoon();
  }

  /** What is added in this turn of the event loop goes together; each run is on its way before the next is begun. */
  #startSoon(): void {
    if (this.#isStarting || !this.#mayStart()) return;
    const waitMs = this.#hurried > 0 ? 0 : this.#startedAtMs + (this.options.notedEveryMs ?? 0) - performance.now();
    if (waitMs > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#startSoon();
      }, waitMs);
      return;
    }
    this.#isStarting = true;
    setImmediate(() => {
      this.#isStarting = false;
      void this.#runNext();
      this.#startSoon();
    });
  }

  #mayStart(): boolean {
    if (this.#inTime <= 0) return this.#waiting.length > 0;
    return this.#inTime < runsMax && this.#waiting.length >= this.#besideFrom;
  }

  async #runNext(): Promise<void> {
    const shares = this.#waiting.length >= 2 * this.#besideFrom ? Math.max(1, runsMax - this.#inTime) : 1;
    const size = Math.min(this.options.itemsMax, Math.ceil(this.#waiting.length / shares));
    this.#running += 1;
    this.#startedAtMs = performance.now();
    const batch = this.#waiting.splice(0, size);
    for (const { isHurried } of batch) if (isHurried) this.#hurried -= 1;
    await this.#watched(this.#runBatch(batch));
    this.#running -= 1;
    this.#startSoon();
  }

  async #watched(run: Promise<void>): Promise<void> {
    const { lateMs } = this.options;
    if (lateMs === undefined) return run;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#late += 1;
      this.#startSoon();
    }, lateMs);
    await run;
    clearTimeout(timer);
    if (isLate) this.#late -= 1;
  }

  get #besideFrom(): number {
    return this.options.besideFrom ?? Number.POSITIVE_INFINITY;
  }

  /** Runs that what waits has to wait for. */
  get #inTime(): number {
    return this.#running - Math.min(this.#late, lateMax);
  }

  async #runBatch(batch: readonly Waiting<Item, Result>[], isPart = false): Promise<void> {
    try {
      const results = await this.options.run(
        batch.map((one) => one.item),
        isPart,
      );
      for (const [index, one] of batch.entries()) one.resolve(results[index] as Result);
    } catch (error) {
      if (batch.length > 1 && this.options.isItemsFault?.(error)) {
        const middle = Math.ceil(batch.length / 2);
        await this.#runBatch(batch.slice(0, middle), true);
        await this.#runBatch(batch.slice(middle), true);
      } else {
        for (const one of batch) one.reject(error);
      }
    }
  }
}
