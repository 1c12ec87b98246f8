import { SparseMap } from './sparse-map';

/** Calls one bot may have under way. */
const callsMax = 128;
/** With a call older than this, fewer: whoever does not answer must not take the connections of the others. */
const slowAfterMs = 2_000;
const slowCallsMax = 4;

/** Bounds how many connections one bot takes. Times are monotonic milliseconds. */
export class CallSlots {
  readonly #startedMs = new SparseMap<number, number>();
  #waiters: (() => void)[] = [];

  hasFree(nowMs: number): boolean {
    const [oldestMs] = this.#startedMs.values();
    const isSlow = oldestMs !== undefined && nowMs - oldestMs > slowAfterMs;
    return this.#startedMs.size < (isSlow ? slowCallsMax : callsMax);
  }

  /** Whether the call is under way. */
  has(callId: number): boolean {
    return this.#startedMs.has(callId);
  }

  take(callId: number, nowMs: number): void {
    this.#startedMs.set(callId, nowMs);
  }

  give(callId: number): void {
    this.#startedMs.delete(callId);
    if (this.#waiters.length === 0) return;
    const freed = this.#waiters.splice(0, Math.max(1, callsMax - this.#startedMs.size));
    for (const wake of freed) wake();
  }

  /** Resolves when a slot may have become free. */
  wait(): Promise<void> {
    return new Promise((resolve) => this.#waiters.push(resolve));
  }

  wakeAll(): void {
    for (const wake of this.#waiters.splice(0)) wake();
  }
}
