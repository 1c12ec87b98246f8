export interface TwoGenerationsOptions {
  /** Values of each generation. */
  max: number;
  /** How old a generation grows. */
  ms: number;
  nowMs: () => number;
}

/**
 * Remembers the last values by their keys: `max` at least and twice that at most, none for longer than `2 * ms`. The older
 * generation goes at once when the younger is full or old, so that nothing is ever removed one by one.
 */
export class TwoGenerations<Value> {
  #younger = new Map<string, Value>();
  #older: ReadonlyMap<string, Value> = new Map();
  #turnedAtMs: number;

  constructor(private readonly options: TwoGenerationsOptions) {
    this.#turnedAtMs = options.nowMs();
  }

  get isEmpty(): boolean {
    return this.#younger.size === 0 && this.#older.size === 0;
  }

  set(key: string, value: Value): void {
    this.#forgetOld();
    if (this.#younger.size >= this.options.max) this.#turn();
    this.#younger.set(key, value);
  }

  get(key: string): Value | undefined {
    this.#forgetOld();
    return this.#younger.get(key) ?? this.#older.get(key);
  }

  #forgetOld(): void {
    const { ms, nowMs } = this.options;
    const ageMs = nowMs() - this.#turnedAtMs;
    if (ageMs >= ms) this.#turn();
    if (ageMs >= 2 * ms) this.#turn();
  }

  #turn(): void {
    this.#older = this.#younger;
    this.#younger = new Map();
    this.#turnedAtMs = this.options.nowMs();
  }
}
