/** Lets `perSecond` through on the average and a second's worth at once. Times are monotonic milliseconds. */
export class TokenBucket {
  #tokens: number;
  #updatedAtMs: number;

  constructor(
    private perSecond: number,
    nowMs: number,
    private burst = Math.max(1, perSecond),
  ) {
    this.#tokens = this.burst;
    this.#updatedAtMs = nowMs;
  }

  setRate(perSecond: number, nowMs: number): void {
    this.#refill(nowMs);
    this.perSecond = perSecond;
    this.burst = Math.max(1, perSecond);
    this.#tokens = Math.min(this.#tokens, this.burst);
  }

  /** Takes a token and returns 0, or returns how many milliseconds until there is one. */
  take(nowMs: number): number {
    this.#refill(nowMs);
    if (this.#tokens >= 1) {
      this.#tokens -= 1;
      return 0;
    }
    return Math.max(1, Math.ceil(((1 - this.#tokens) / this.perSecond) * 1000));
  }

  #refill(nowMs: number): void {
    const gained = ((nowMs - this.#updatedAtMs) / 1000) * this.perSecond;
    this.#tokens = Math.min(this.burst, this.#tokens + gained);
    this.#updatedAtMs = nowMs;
  }
}
