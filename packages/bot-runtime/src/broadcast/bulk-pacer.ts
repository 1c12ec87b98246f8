const windowMs = 1_000;
/** What Telegram lets one bot send in a second, answers to people included. */
const callsMax = 30;
/** A call whose answer is out still is taken to have reached Telegram this long after its start. */
const travelMsMax = 250;
/** Calls that may start at one moment to catch up with a late one. */
const catchUpCalls = 3;
/** What replies used in their busiest second of late is kept free for them, up to a bound. */
const replyPeakMs = 10_000;
const reservedMax = 10;
/** After a refusal the limit is taken for lower, and rises again by a call each so often. */
const slowedShare = 0.75;
const recoveryMs = 5_000;

/** A call that was started, and until when it counts. Times are monotonic milliseconds. */
export interface CountedCall {
  readonly isReply: boolean;
  readonly startedAtMs: number;
  countsUntilMs: number;
}

/**
 * Shares one bot's calls between replies and bulk. A call reaches Telegram at some moment between its start and its
 * answer, so it counts from the start until a second after the answer: no sliding second holds too many at Telegram,
 * however long each call travelled. Replies are counted and never asked to wait; bulk takes what they leave.
 */
export class BulkPacer {
  #calls: CountedCall[] = [];
  readonly #beginsAtMs: number;
  #nextAtMs = 0;
  #limit = callsMax;
  #slowedAtMs = Number.NEGATIVE_INFINITY;
  #replyPeak = 0;
  #replyPeakUntilMs = 0;

  /** What was called before this moment is unknown, so bulk begins a second later. */
  constructor(nowMs: number) {
    this.#beginsAtMs = nowMs + windowMs;
  }

  /** How many bulk calls may start at that moment, if none starts before. */
  room(atMs: number): number {
    if (atMs < this.#beginsAtMs) return 0;
    const limit = this.#limitAt(atMs);
    const used = this.#count(atMs, () => true);
    const spacingMs = windowMs / limit;
    const lateMs = atMs - Math.max(this.#nextAtMs, atMs) + spacingMs * (catchUpCalls - 1);
    const spaced = Math.floor(lateMs / spacingMs) + 1;
    return Math.max(0, Math.min(spaced, limit - used - this.#reserved(atMs)));
  }

  /** Counts a call that starts now. */
  begin(nowMs: number, isReply: boolean): CountedCall {
    this.#calls = this.#calls.filter((call) => call.countsUntilMs > nowMs);
    const call = { isReply, startedAtMs: nowMs, countsUntilMs: nowMs + travelMsMax + windowMs };
    this.#calls.push(call);
    if (isReply) this.#notePeak(nowMs);
    else this.#nextAtMs = Math.max(this.#nextAtMs, nowMs) + windowMs / this.#limitAt(nowMs);
    return call;
  }

  /** The call's answer is here, or will not come. */
  end(call: CountedCall, nowMs: number): void {
    call.countsUntilMs = Math.min(call.countsUntilMs, nowMs + windowMs);
  }

  /** Telegram refused calls of the whole bot. */
  slowDown(nowMs: number): void {
    // Calls of the same moment are refused together.
    if (nowMs < this.#slowedAtMs + windowMs) return;
    this.#limit = Math.max(1, Math.floor(this.#limitAt(nowMs) * slowedShare));
    this.#slowedAtMs = nowMs;
  }

  #limitAt(atMs: number): number {
    if (this.#limit === callsMax) return callsMax;
    return Math.min(callsMax, this.#limit + Math.floor((atMs - this.#slowedAtMs) / recoveryMs));
  }

  #count(atMs: number, isIt: (call: CountedCall) => boolean): number {
    let count = 0;
    for (const call of this.#calls) if (call.countsUntilMs > atMs && isIt(call)) count += 1;
    return count;
  }

  #notePeak(nowMs: number): void {
    const replies = this.#count(nowMs, (call) => call.isReply);
    if (replies < this.#replyPeak && nowMs < this.#replyPeakUntilMs) return;
    this.#replyPeak = replies;
    this.#replyPeakUntilMs = nowMs + replyPeakMs;
  }

  #reserved(atMs: number): number {
    if (atMs >= this.#replyPeakUntilMs) return 0;
    return Math.max(0, Math.min(reservedMax, this.#replyPeak) - this.#count(atMs, (call) => call.isReply));
  }
}
