/** Spent starts that may lie before the oldest one that counts. */
const spentMax = 32;

/** What a bot may always start together, so that a few people who write at the same time do not wait. */
const burstMin = 4;
const burstShare = 1 / 20;

/**
 * Lets at most `perSecond` starts into any second, wherever it begins. A backlog starts evenly over the second, after a
 * burst of a twentieth or four: a bot that waited for its next second would begin that with all of them at once.
 * Times are monotonic milliseconds.
 */
export class StartWindow {
  /** The last starts, oldest first, rounded up to whole milliseconds: an array of small integers holds no objects. */
  #starts: number[] = [];
  #spent = 0;
  /** When the next start would be due if all had been evenly spread. */
  #dueMs = 0;

  constructor(private perSecond: number) {}

  setRate(perSecond: number): void {
    this.perSecond = perSecond;
    this.#dueMs = 0;
  }

  /** Notes a start and returns 0, or returns how many milliseconds until there may be one. */
  take(nowMs: number): number {
    const starts = this.#starts;
    while (this.#spent < starts.length && nowMs - (starts[this.#spent] ?? 0) >= 1000) this.#spent += 1;
    const evenMs = 1_000 / this.perSecond;
    const burstMs = (Math.max(burstMin, this.perSecond * burstShare) - 1) * evenMs;
    const windowMs = this.#untilWindow(nowMs);
    // What waits for its second to pass has a backlog, and gets no other burst.
    if (windowMs > 0) this.#dueMs = Math.max(this.#dueMs, nowMs + windowMs + burstMs);
    const waitMs = Math.max(windowMs, this.#dueMs - burstMs - nowMs);
    if (waitMs > 0) return Math.max(1, Math.ceil(waitMs));
    this.#forgetSpent();
    this.#starts.push(Math.ceil(nowMs));
    this.#dueMs = Math.max(this.#dueMs, nowMs) + evenMs;
    return 0;
  }

  #untilWindow(nowMs: number): number {
    const place = this.#starts.length - this.perSecond;
    return place < this.#spent ? 0 : 1_000 - (nowMs - (this.#starts[place] ?? nowMs));
  }

  #forgetSpent(): void {
    if (this.#spent === this.#starts.length) this.#starts.length = 0;
    else if (this.#spent > spentMax && this.#spent * 2 > this.#starts.length)
      this.#starts = this.#starts.slice(this.#spent);
    else return;
    this.#spent = 0;
  }
}
