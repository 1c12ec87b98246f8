/** Lets at most `perSecond` starts into any second, wherever it begins. Times are monotonic milliseconds. */
export class StartWindow {
  /** The last starts, oldest first. */
  #starts: number[] = [];

  constructor(private perSecond: number) {}

  setRate(perSecond: number): void {
    this.perSecond = perSecond;
  }

  /** Notes a start and returns 0, or returns how many milliseconds until there may be one. */
  take(nowMs: number): number {
    while (this.#starts.length > 0 && nowMs - (this.#starts[0] ?? 0) >= 1000) this.#starts.shift();
    if (this.#starts.length < this.perSecond) {
      this.#starts.push(nowMs);
      return 0;
    }
    const blocking = this.#starts[this.#starts.length - this.perSecond] ?? nowMs;
    return Math.max(1, Math.ceil(1000 - (nowMs - blocking)));
  }
}
