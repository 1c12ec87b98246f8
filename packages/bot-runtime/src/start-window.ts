/** Spent starts that may lie before the oldest one that counts. */
const spentMax = 32;

/** Lets at most `perSecond` starts into any second, wherever it begins. Times are monotonic milliseconds. */
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
    if (starts.length - this.#spent < this.perSecond) {
      this.#forgetSpent();
      this.#starts.push(Math.ceil(nowMs));
      return 0;
    }
    const blocking = starts[starts.length - this.perSecond] ?? nowMs;
    return Math.max(1, Math.ceil(1000 - (nowMs - blocking)));
  }

  #forgetSpent(): void {
    if (this.#spent === this.#starts.length) this.#starts.length = 0;
    else if (this.#spent > spentMax && this.#spent * 2 > this.#starts.length)
      this.#starts = this.#starts.slice(this.#spent);
    else return;
    this.#spent = 0;
  }
}
