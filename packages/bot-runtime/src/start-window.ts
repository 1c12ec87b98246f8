import { Fifo } from './fifo';

/** Lets at most `perSecond` starts into any second, wherever it begins. Times are monotonic milliseconds. */
export class StartWindow {
  /** The last starts, oldest first. */
  readonly #starts = new Fifo<number>();

  constructor(private perSecond: number) {}

  setRate(perSecond: number): void {
    this.perSecond = perSecond;
  }

  /** Notes a start and returns 0, or returns how many milliseconds until there may be one. */
  take(nowMs: number): number {
    for (let oldest = this.#starts.at(0); oldest !== undefined && nowMs - oldest >= 1000; oldest = this.#starts.at(0)) {
      this.#starts.shift();
    }
    if (this.#starts.size < this.perSecond) {
      this.#starts.push(nowMs);
      return 0;
    }
    const blocking = this.#starts.at(this.#starts.size - this.perSecond) ?? nowMs;
    return Math.max(1, Math.ceil(1000 - (nowMs - blocking)));
  }
}
