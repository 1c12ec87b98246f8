/** Spent starts that may lie before the oldest one that counts. */
const spentMax = 32;

/** A second's starts are spread over it: a bot that waits for its next second would begin that with all of them at once. */
const sliceMs = 50;
const slicesPerSecond = 1_000 / sliceMs;
/** What a bot may always start together, so that a few people who write at the same time do not wait. */
const perSliceMin = 4;

/**
 * Lets at most `perSecond` starts into any second, wherever it begins, and at most a twentieth of them, or four,
 * into any fifty milliseconds. Times are monotonic milliseconds.
 */
export class StartWindow {
  /** The last starts, oldest first, rounded up to whole milliseconds: an array of small integers holds no objects. */
  #starts: number[] = [];
  #spent = 0;

  constructor(private perSecond: number) {}

  setRate(perSecond: number): void {
    this.perSecond = perSecond;
  }

  /** Notes a start and returns 0, or returns how many milliseconds until there may be one. */
  take(nowMs: number): number {
    const starts = this.#starts;
    while (this.#spent < starts.length && nowMs - (starts[this.#spent] ?? 0) >= 1000) this.#spent += 1;
    const waitMs = Math.max(
      this.#untilFree(this.perSecond, 1_000, nowMs),
      this.#untilFree(this.#perSlice, sliceMs, nowMs),
    );
    if (waitMs > 0) return waitMs;
    this.#forgetSpent();
    this.#starts.push(Math.ceil(nowMs));
    return 0;
  }

  /** Milliseconds until there are less than `count` starts in the last `spanMs`. */
  #untilFree(count: number, spanMs: number, nowMs: number): number {
    const place = this.#starts.length - count;
    const blocking = place < this.#spent ? undefined : this.#starts[place];
    if (blocking === undefined || nowMs - blocking >= spanMs) return 0;
    return Math.max(1, Math.ceil(spanMs - (nowMs - blocking)));
  }

  get #perSlice(): number {
    return Math.max(perSliceMin, Math.ceil(this.perSecond / slicesPerSecond));
  }

  #forgetSpent(): void {
    if (this.#spent === this.#starts.length) this.#starts.length = 0;
    else if (this.#spent > spentMax && this.#spent * 2 > this.#starts.length)
      this.#starts = this.#starts.slice(this.#spent);
    else return;
    this.#spent = 0;
  }
}
