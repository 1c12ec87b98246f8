/** Spent starts that may lie before the oldest one that counts. */
const spentMax = 32;

/** What may always start together, so that a few people who write at the same time do not wait. */
const burstMin = 4;

export interface WindowShape {
  windowMs: number;
  /** What of a whole window may start together. */
  burstShare: number;
}

const aSecond: WindowShape = { windowMs: 1_000, burstShare: 1 / 20 };

/**
 * Lets at most so many starts into any window, of a second if not said otherwise, wherever it begins. A backlog starts
 * evenly over the window, after a burst of a share or four: what waited for its next window would begin that with all
 * of them at once. Times are monotonic milliseconds.
 */
export class StartWindow {
  /** The last starts, oldest first, rounded up to whole milliseconds: an array of small integers holds no objects. */
  #starts: number[] = [];
  #spent = 0;
  /** When the next start would be due if all had been evenly spread. */
  #dueMs = 0;

  constructor(
    private perWindow: number,
    private readonly shape: WindowShape = aSecond,
  ) {}

  setRate(perWindow: number): void {
    this.perWindow = perWindow;
    this.#dueMs = 0;
  }

  /** Notes a start and returns 0, or returns how many milliseconds until there may be one. */
  take(nowMs: number): number {
    const waitMs = this.waitMs(nowMs);
    if (waitMs === 0) this.note(nowMs);
    return waitMs;
  }

  /** How many milliseconds until there may be a start; 0 for now. */
  waitMs(nowMs: number): number {
    const starts = this.#starts;
    while (this.#spent < starts.length && nowMs - (starts[this.#spent] ?? 0) >= this.shape.windowMs) this.#spent += 1;
    const burstMs = (Math.max(burstMin, this.perWindow * this.shape.burstShare) - 1) * this.#evenMs;
    const windowMs = this.#untilWindow(nowMs);
    // What waits for its window to pass has a backlog, and gets no other burst.
    if (windowMs > 0) this.#dueMs = Math.max(this.#dueMs, nowMs + windowMs + burstMs);
    const waitMs = Math.max(windowMs, this.#dueMs - burstMs - nowMs);
    return waitMs > 0 ? Math.max(1, Math.ceil(waitMs)) : 0;
  }

  /** Notes a start. */
  note(nowMs: number): void {
    this.#forgetSpent();
    this.#starts.push(Math.ceil(nowMs));
    this.#dueMs = Math.max(this.#dueMs, nowMs) + this.#evenMs;
  }

  get #evenMs(): number {
    return this.shape.windowMs / this.perWindow;
  }

  #untilWindow(nowMs: number): number {
    const place = this.#starts.length - this.perWindow;
    return place < this.#spent ? 0 : this.shape.windowMs - (nowMs - (this.#starts[place] ?? nowMs));
  }

  #forgetSpent(): void {
    if (this.#spent === this.#starts.length) this.#starts.length = 0;
    else if (this.#spent > spentMax && this.#spent * 2 > this.#starts.length)
      this.#starts = this.#starts.slice(this.#spent);
    else return;
    this.#spent = 0;
  }
}
