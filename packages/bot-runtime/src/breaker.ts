const firstPauseMs = 1_000;
const pauseMsMax = 15_000;
/** A probe nobody reported on does not block the next one for ever. */
const probeMsMax = 30_000;
const probePollMs = 200;

/**
 * Keeps calls away from what does not answer: after `failuresMax` failures in a row nothing goes for a while, then one
 * probe at a time. Times are monotonic milliseconds.
 */
export class Breaker {
  #failures = 0;
  #openUntilMs = 0;
  #pauseMs = 0;
  #probeUntilMs = 0;

  constructor(private readonly failuresMax: number) {}

  get isOpen(): boolean {
    return this.#pauseMs > 0;
  }

  /** Milliseconds until the next call may be tried; at 0 the caller may `take` the right to make one. */
  delayMs(nowMs: number): number {
    if (!this.isOpen) return 0;
    if (nowMs < this.#openUntilMs) return this.#openUntilMs - nowMs;
    return nowMs < this.#probeUntilMs ? probePollMs : 0;
  }

  /** The caller makes a call now: if the breaker is open, it is the one probe. */
  take(nowMs: number): void {
    if (this.isOpen) this.#probeUntilMs = nowMs + probeMsMax;
  }

  /** The call that was to be made is not: another may be the probe. */
  giveBack(): void {
    this.#probeUntilMs = 0;
  }

  /** What a call found: whether the other side answered at all. True if that opened or closed the breaker. */
  note(hasAnswered: boolean, nowMs: number): boolean {
    const wasOpen = this.isOpen;
    this.#probeUntilMs = 0;
    if (hasAnswered) {
      this.#failures = 0;
      this.#pauseMs = 0;
    } else if (!wasOpen || nowMs >= this.#openUntilMs) {
      this.#failures += 1;
      if (this.#failures >= this.failuresMax) {
        this.#pauseMs = Math.min(pauseMsMax, Math.max(firstPauseMs, this.#pauseMs * 2));
        this.#openUntilMs = nowMs + this.#pauseMs;
      }
    }
    return wasOpen !== this.isOpen;
  }
}
